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
                loop {
                    // The guard is dropped at the end of this statement, before the work.
                    let next = queue.lock().unwrap().next();
                    let Some((place, job)) = next else { break };
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
