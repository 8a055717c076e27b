// Fails: a_slow_job_keeps_only_its_worker, all_workers_work, two_work_at_once
// The guard in the head of `while let` lives until the end of the loop's body, so only one worker works at a time.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, mpsc};
use std::thread;

pub fn process<T: Send, R: Send>(
    jobs: Vec<T>,
    workers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<Option<R>> {
    let mut results: Vec<_> = jobs.iter().map(|_| None).collect();
    let queue = Mutex::new(jobs.into_iter().enumerate());
    let (to_desk, done) = mpsc::channel();
    thread::scope(|pool| {
        for _ in 0..workers {
            let (queue, work, to_desk) = (&queue, &work, to_desk.clone());
            pool.spawn(move || {
                while let Some((place, job)) = queue.lock().unwrap().next() {
                    let result = catch_unwind(AssertUnwindSafe(|| work(job)));
                    to_desk.send((place, result.ok())).unwrap();
                }
            });
        }
        drop(to_desk);
        for (place, result) in done {
            results[place] = result;
        }
    });
    results
}
