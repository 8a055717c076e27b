//! How many schedules are explored in a second, without and with recording. Run it on a quiet machine:
//! `cargo bench -p schedules --bench rate`. It reports; it never fails because of a number.

use std::path::Path;
use std::time::Instant;

use languages::Language;
use runner::play::Job;
use schedules::{Explorer, Limits, Strategy};

/// How many schedules are explored for a figure.
const SCHEDULES: u64 = 100_000;
/// How many are recorded.
const RECORDED: usize = 5_000;
/// How often each figure is taken; the best one counts, because others on the machine only make it worse.
const TIMES: usize = 5;

/// The model of two tills, each of which reads and writes.
const TWO_TILLS: &str = "use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
fn main() {
    let sold = AtomicU32::new(0);
    std::thread::scope(|shop| {
        for _ in 0..2 {
            shop.spawn(|| {
                let before = sold.load(SeqCst);
                sold.store(before + 1, SeqCst);
            });
        }
    });
    println!(\"sold: {}\", sold.load(SeqCst));
}
";

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let explorer = Explorer::of_book(&root, &mut |_| {}).expect("programs can be explored");
    // There are only six schedules of the model, so each is run many times, at random.
    let limits = |schedules, recorded| Limits {
        schedules,
        recorded,
        states: usize::MAX,
        strategy: Strategy::Random(1),
        ..Limits::BOOK
    };
    let seconds = |limits: &Limits| {
        let job = Job::new(&Language::RUST, TWO_TILLS);
        let since = Instant::now();
        let explored = explorer.explore(&job, limits, &|| false, |_| {});
        explored.expect("the model can be explored");
        since.elapsed().as_secs_f64()
    };
    let best = |limits: &Limits| {
        let times = (0..TIMES).map(|_| seconds(limits));
        times.fold(f64::INFINITY, f64::min)
    };
    // The start of the process, and finding its build, count for nothing.
    let start = best(&limits(1, 0));
    let plain = SCHEDULES as f64 / (best(&limits(SCHEDULES, 0)) - start);
    // These are run twice: to be counted, and to be recorded.
    let both = best(&limits(RECORDED as u64, RECORDED)) - start;
    let recording = RECORDED as f64 / (both - RECORDED as f64 / plain).max(1e-9);
    println!("the model of two tills, best of {TIMES}");
    println!("  without recording {:9.0} schedules per second", plain);
    println!("  recording         {:9.0} schedules per second", recording);
    println!("  start of an exploration {:6.1} ms", start * 1e3);
}
