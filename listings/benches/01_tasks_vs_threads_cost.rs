//! What one waiting unit of work costs: memory, the time to start it, the time to hand over to it.

extern crate tokio;

mod measured;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::Notify;

const NAME: &str = "01_tasks_vs_threads_cost";
/// How often two units hand over to one another.
const HAND_OVERS: u32 = 100_000;
/// Each number of the table is the median of so many processes, ...
const PROCESSES: usize = 3;
/// ... or of fewer, where they take longer than this together.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which program measures a kind of unit.
type Measure = fn(&str, &[&str]) -> Vec<measured::Row>;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => table(),
        ["threads", "hand-over"] => println!("{}", hand_over_threads()),
        ["tasks", "hand-over"] => println!("{}", hand_over_tasks()),
        ["threads", count] => wait_threads(count.parse().expect("a count")),
        ["tasks", count] => wait_tasks(count.parse().expect("a count")),
        _ => panic!("no measurement is called {arguments:?}"),
    }
}

fn table() {
    let rust: Measure = |_, arguments| measured::apart(arguments);
    let many: &[&str] = &["10000", "100000", "1000000"];
    let kinds: [(&str, Measure, &str, &[&str]); 5] = [
        ("thread, Rust", rust, "threads", &["10000"]),
        ("thread, Python", measured::python, "threads", &["10000"]),
        ("task, tokio", rust, "tasks", many),
        ("goroutine", measured::go, "goroutines", many),
        ("task, asyncio", measured::python, "tasks", many),
    ];
    let mut rows = Vec::new();
    for (name, measure, kind, counts) in kinds {
        let mut hand_over =
            medians(measure, &[kind, "hand-over"]).map_or(String::new(), |ns| micros(ns[0]));
        for count in counts {
            let Some(cost) = medians(measure, &[kind, count]) else {
                continue;
            };
            rows.push(vec![
                name.to_owned(),
                spaced(cost[0]),
                size(cost[1]),
                size(cost[2]),
                size(cost[3]),
                micros(cost[4]),
                std::mem::take(&mut hand_over),
            ]);
        }
    }
    let heading = [
        "unit",
        "how many wait",
        "resident, each",
        "kernel's stack, each",
        "address space, each",
        "start one",
        "hand over once",
    ];
    measured::write(NAME, &heading, &rows);
}

/// The middle one of each number that some processes print; `None` where the language is not installed.
fn medians(measure: Measure, arguments: &[&str]) -> Option<Vec<i64>> {
    let began = Instant::now();
    let runs: Vec<Vec<i64>> = (0..PROCESSES)
        .take_while(|_| began.elapsed() < PATIENCE)
        .filter_map(|_| measure(NAME, arguments).pop())
        .map(|row| {
            row.iter()
                .map(|cell| cell.parse().expect("a number"))
                .collect()
        })
        .collect();
    let numbers = 0..runs.first()?.len();
    Some(
        numbers
            .map(|n| median(runs.iter().map(|run| run[n]).collect()))
            .collect(),
    )
}

fn median(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

/// A space at which no line is broken.
const UNBROKEN: &str = "\u{a0}";

/// 1 000 000 for 1000000.
fn spaced(count: i64) -> String {
    match count {
        ..1000 => count.to_string(),
        _ => format!("{}{UNBROKEN}{:03}", spaced(count / 1000), count % 1000),
    }
}

fn size(bytes: i64) -> String {
    let kib = bytes as f64 / 1024.0;
    match bytes {
        ..1024 => format!("{bytes}{UNBROKEN}B"),
        1024..1_048_576 => format!("{kib:.1}{UNBROKEN}KiB"),
        _ => format!("{:.1}{UNBROKEN}MiB", kib / 1024.0),
    }
}

fn micros(ns: i64) -> String {
    let digits = if ns < 10_000 { 2 } else { 0 };
    format!("{:.digits$}{UNBROKEN}µs", ns as f64 / 1000.0)
}

/// Prints what each of so many units costs, from before the first start until the last one waits: the count, the three
/// kinds of bytes, nanoseconds.
fn print_cost(count: usize, start_all: impl FnOnce()) {
    let before = memory();
    let began = Instant::now();
    start_all();
    let took = began.elapsed();
    let after = memory();
    let [resident, kernel, space] =
        std::array::from_fn(|kind| after[kind].saturating_sub(before[kind]) / count);
    println!(
        "{count}\t{resident}\t{kernel}\t{space}\t{}",
        took.as_nanos() / count as u128
    );
}

/// Bytes, as Linux tells them: what of this process is resident, the kernel's stacks for all threads of the machine, and
/// the address space of this process.
fn memory() -> [usize; 3] {
    let bytes = |file: &str, name: &str| {
        let text = fs::read_to_string(file).expect("this is Linux");
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let kib = line.and_then(|line| line.split_whitespace().next());
        kib.expect("a size").parse::<usize>().expect("a number") * 1024
    };
    [
        bytes("/proc/self/status", "VmRSS:"),
        bytes("/proc/meminfo", "KernelStack:"),
        bytes("/proc/self/status", "VmSize:"),
    ]
}

fn wait_threads(count: usize) {
    let gate = Arc::new(Barrier::new(count + 1));
    let (ready, all_ready) = mpsc::channel();
    let mut threads = Vec::with_capacity(count);
    print_cost(count, || {
        for _ in 0..count {
            let (gate, ready) = (Arc::clone(&gate), ready.clone());
            threads.push(thread::spawn(move || {
                ready.send(()).expect("main counts");
                gate.wait();
            }));
        }
        for () in all_ready.iter().take(count) {}
    });
    gate.wait();
    for thread in threads {
        thread.join().expect("a thread that waits does not panic");
    }
}

fn wait_tasks(count: usize) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let gate = Arc::new(Notify::new());
    let waiting = Arc::new(AtomicUsize::new(0));
    let (all_wait, last_waits) = mpsc::channel();
    let mut tasks = Vec::with_capacity(count);
    print_cost(count, || {
        for _ in 0..count {
            let (gate, waiting, all_wait) =
                (Arc::clone(&gate), Arc::clone(&waiting), all_wait.clone());
            tasks.push(runtime.spawn(async move {
                let mut opened = std::pin::pin!(gate.notified());
                opened.as_mut().enable(); // it counts as waiting from here
                // Relaxed is enough: a bare count.
                if waiting.fetch_add(1, Ordering::Relaxed) + 1 == count {
                    all_wait.send(()).expect("main waits");
                }
                opened.await;
            }));
        }
        last_waits.recv().expect("the last task tells");
    });
    gate.notify_waiters();
    runtime.block_on(async {
        for task in tasks {
            task.await.expect("a task that waits does not panic");
        }
    });
}

/// Nanoseconds for one hand-over between two threads.
fn hand_over_threads() -> u128 {
    let (ping, pinged) = mpsc::sync_channel(0);
    let (pong, ponged) = mpsc::sync_channel(0);
    let other = thread::spawn(move || {
        for () in pinged {
            pong.send(()).expect("main waits");
        }
    });
    let began = Instant::now();
    for _ in 0..HAND_OVERS / 2 {
        ping.send(()).expect("the other waits");
        ponged.recv().expect("the other answers");
    }
    let took = began.elapsed();
    drop(ping);
    other.join().expect("the other ended well");
    took.as_nanos() / u128::from(HAND_OVERS)
}

/// Nanoseconds for one hand-over between two tasks of a runtime with its default workers.
fn hand_over_tasks() -> u128 {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (ping, mut pinged) = tokio::sync::mpsc::channel(1);
    let (pong, mut ponged) = tokio::sync::mpsc::channel(1);
    runtime.spawn(async move {
        while let Some(()) = pinged.recv().await {
            pong.send(()).await.expect("the first waits");
        }
    });
    let first = runtime.spawn(async move {
        let began = Instant::now();
        for _ in 0..HAND_OVERS / 2 {
            ping.send(()).await.expect("the other waits");
            ponged.recv().await.expect("the other answers");
        }
        began.elapsed().as_nanos() / u128::from(HAND_OVERS)
    });
    runtime.block_on(first).expect("the first ended well")
}
