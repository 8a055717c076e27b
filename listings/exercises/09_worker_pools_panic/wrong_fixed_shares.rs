// Fails: a_slow_job_keeps_only_its_worker
// Each worker gets its share before it starts, so the jobs behind a slow one wait, although another worker is free.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub fn process<T: Send, R: Send>(
    jobs: Vec<T>,
    workers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<Option<R>> {
    let mut jobs: Vec<_> = jobs.into_iter().map(Some).collect();
    let mut results: Vec<_> = jobs.iter().map(|_| None).collect();
    let share = jobs.len().div_ceil(workers).max(1);
    thread::scope(|pool| {
        for (jobs, results) in jobs.chunks_mut(share).zip(results.chunks_mut(share)) {
            pool.spawn(|| {
                for (job, result) in jobs.iter_mut().zip(results) {
                    let job = job.take().unwrap();
                    *result = catch_unwind(AssertUnwindSafe(|| work(job))).ok();
                }
            });
        }
    });
    results
}
