//! Jobs per second for several numbers of workers: jobs that compute for about 10 ms, and jobs that wait for 10 ms.

extern crate crossbeam_channel;
extern crate futures;
extern crate rayon;
extern crate tokio;

mod measured;

use futures::{StreamExt, stream};
use measured::Row;
use rayon::prelude::*;
use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

const NAME: &str = "09_worker_pools_size";
const WORKERS: [usize; 5] = [1, 2, 4, 16, 64];
/// How long one job takes alone, computing or waiting.
const JOB: Duration = Duration::from_millis(10);
/// A round has `JOBS` jobs that compute, or `JOBS_EACH` for each worker if they wait.
const JOBS: usize = 64;
const JOBS_EACH: usize = 8;
const ROUNDS: usize = 3;

fn main() {
    let steps = steps_of_one_job();
    let compute = move || compute(steps);
    let wait = || thread::sleep(JOB);
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();

    let mut rows = vec![
        row("compute: Rust threads", |workers| {
            with_threads(workers, JOBS, compute)
        }),
        row("compute: rayon", |workers| {
            with_rayon(workers, JOBS, compute)
        }),
        row("wait: Rust threads", |workers| {
            with_threads(workers, JOBS_EACH * workers, wait)
        }),
        row("wait: tokio, `buffer_unordered`", |workers| {
            with_tasks(&runtime, workers, JOBS_EACH * workers)
        }),
    ];
    let arguments = WORKERS.map(|workers| workers.to_string());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    rows.extend(measured::go(NAME, &arguments));
    rows.extend(measured::python(NAME, &arguments));
    // First all rows that compute, then all rows that wait. Within these, the order stays.
    rows.sort_by_key(|row| row[0].starts_with("wait"));

    let mut heading = vec!["jobs per second with so many workers"];
    heading.extend(&arguments);
    measured::write(NAME, &heading, &rows);
}

/// A row of medians.
fn row(name: &str, jobs_per_second: impl Fn(usize) -> f64) -> Row {
    let rates = WORKERS.map(|workers| {
        let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| jobs_per_second(workers)).collect();
        rounds.sort_by(f64::total_cmp);
        format!("{:.0}", rounds[ROUNDS / 2])
    });
    [name.to_owned()].into_iter().chain(rates).collect()
}

/// One round: jobs per second.
fn with_threads(workers: usize, jobs: usize, job: impl Fn() + Copy + Send) -> f64 {
    let (tx, queue) = crossbeam_channel::unbounded();
    let begin = Instant::now();
    thread::scope(|pool| {
        for _ in 0..workers {
            let queue = queue.clone();
            pool.spawn(move || queue.iter().for_each(|()| job()));
        }
        (0..jobs).for_each(|_| tx.send(()).unwrap());
        drop(tx);
    });
    jobs as f64 / begin.elapsed().as_secs_f64()
}

fn with_rayon(workers: usize, jobs: usize, job: impl Fn() + Sync) -> f64 {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .unwrap();
    let begin = Instant::now();
    pool.install(|| (0..jobs).into_par_iter().for_each(|_| job()));
    jobs as f64 / begin.elapsed().as_secs_f64()
}

fn with_tasks(runtime: &Runtime, workers: usize, jobs: usize) -> f64 {
    let waits = stream::iter(0..jobs)
        .map(|_| async { tokio::time::sleep(JOB).await })
        .buffer_unordered(workers);
    let begin = Instant::now();
    assert_eq!(runtime.block_on(waits.count()), jobs);
    jobs as f64 / begin.elapsed().as_secs_f64()
}

/// Uses only the processor: computes so many random numbers.
fn compute(steps: u64) {
    let mut x = black_box(1_u64);
    for _ in 0..steps {
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    }
    black_box(x);
}

/// How many steps make one job last as long as `JOB` on a free core, by the best of several tries.
fn steps_of_one_job() -> u64 {
    const TRY: u64 = 1_000_000;
    let fastest = (0..20)
        .map(|_| {
            let begin = Instant::now();
            compute(TRY);
            begin.elapsed()
        })
        .min()
        .unwrap();
    (TRY as f64 * JOB.as_secs_f64() / fastest.as_secs_f64()) as u64
}
