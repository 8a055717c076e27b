//! What the guards cost a click: the same program, started and ended in a sandbox that is ready, and without any. Run it on a quiet
//! machine: `cargo bench -p runner --bench guards`. It reports; it never fails because of a number.

use std::thread;
use std::time::{Duration, Instant};

use runner::play::limits::Limits;
use runner::play::sandbox::Pool;
use runner::play::sandbox::{Isolation, Task, View};
use runner::play::supervise::run;

/// How often the program is started in each way.
const RUNS: usize = 300;

fn main() {
    let task = Task::shell("echo ready");
    let found = Isolation::by_running(&task);
    let open = Isolation::None("to compare with".into());
    if found != Isolation::Full {
        println!(
            "This machine has no guards: {}",
            found.missing().unwrap_or_default()
        );
        return;
    }
    let pools = [Pool::new(found), Pool::new(open)];
    let mut times = [Vec::new(), Vec::new()];
    // The two ways take turns. If the machine becomes slower, both figures change.
    for _ in 0..RUNS {
        for (pool, times) in pools.iter().zip(&mut times) {
            times.push(click(pool, &task));
        }
    }
    let [confined, open] = times.map(median);
    println!("median of {RUNS} runs of `echo ready` in a shell, from the order to its end");
    println!("  in a sandbox that is ready  {:6.2} ms", millis(confined));
    println!("  without guards              {:6.2} ms", millis(open));
    println!(
        "  the guards                  {:6.2} ms",
        millis(confined) - millis(open)
    );
}

/// How long the program takes, once a sandbox is ready for it.
fn click(pool: &Pool, task: &Task) -> Duration {
    pool.want(&View::default(), &Limits::RUN);
    while pool.spares() == 0 {
        thread::yield_now();
    }
    let since = Instant::now();
    let outcome =
        run(pool, task, &Limits::RUN, &|| false, |_, _, _| {}).expect("it can be started");
    let taken = since.elapsed();
    // Its sandbox is taken down afterwards, as the server does.
    drop(outcome);
    taken
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
