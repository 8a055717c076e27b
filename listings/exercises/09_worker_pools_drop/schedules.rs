use answer::Pool;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A pool that never got a job can be dropped, too.
pub fn idle_workers_end() {
    drop(Pool::new(2));
}

/// Jobs that are still in the queue are done before `drop` returns.
pub fn queued_jobs_are_done() {
    let done = Arc::new(AtomicUsize::new(0));
    let pool = Pool::new(1);
    for _ in 0..2 {
        let done = Arc::clone(&done);
        // Relaxed is enough: this is only a count.
        pool.run(move || {
            done.fetch_add(1, Relaxed);
        });
    }
    drop(pool);
    let done = done.load(Relaxed);
    assert_eq!(done, 2, "jobs that were done when `drop` returned");
}

/// A single job for two workers is done once.
pub fn a_job_is_done_once() {
    let done = Arc::new(AtomicUsize::new(0));
    let pool = Pool::new(2);
    let counts = Arc::clone(&done);
    pool.run(move || {
        counts.fetch_add(1, Relaxed);
    });
    drop(pool);
    let done = done.load(Relaxed);
    assert_eq!(done, 1, "how often the job was done");
}
