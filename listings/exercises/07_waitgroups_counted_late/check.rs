use answer::Jobs;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// A panic without a message on the terminal.
fn panic() {
    resume_unwind(Box::new("this job panics"));
}

/// `wait` returns only after the jobs have ended, even if a job is slow to start.
pub fn wait_waits() {
    for _ in 0..20 {
        let jobs = Jobs::default();
        let ended = Arc::new(AtomicUsize::new(0));
        for _ in 0..2 {
            let ended = ended.clone();
            jobs.start(move || {
                ended.fetch_add(1, SeqCst);
            });
        }
        jobs.wait();
        assert_eq!(ended.load(SeqCst), 2, "how many of 2 jobs have ended");
    }
}

/// `wait` also waits for the jobs that another job has started.
pub fn jobs_of_jobs() {
    fn split(jobs: &Jobs, ended: &Arc<AtomicUsize>, depth: usize) {
        let (clone, counter) = (jobs.clone(), ended.clone());
        jobs.start(move || {
            for _ in 0..depth {
                split(&clone, &counter, depth - 1);
            }
            counter.fetch_add(1, SeqCst);
        });
    }
    for _ in 0..5 {
        let jobs = Jobs::default();
        let ended = Arc::new(AtomicUsize::new(0));
        split(&jobs, &ended, 3);
        jobs.wait();
        assert_eq!(ended.load(SeqCst), 16, "how many of 16 jobs have ended");
    }
}

/// A job that panics has ended too.
pub fn a_job_may_panic() {
    let jobs = Jobs::default();
    let ended = Arc::new(AtomicUsize::new(0));
    for place in 0..4 {
        let ended = ended.clone();
        jobs.start(move || {
            ended.fetch_add(1, SeqCst);
            if place % 2 == 0 {
                panic();
            }
        });
    }
    jobs.wait();
    assert_eq!(ended.load(SeqCst), 4, "how many of 4 jobs have ended");
}

/// `wait` may be called again, and it returns at once if no job runs.
pub fn wait_again() {
    let jobs = Jobs::default();
    jobs.wait();
    let ended = Arc::new(AtomicUsize::new(0));
    for expected in 1..=5 {
        let counter = ended.clone();
        jobs.start(move || {
            counter.fetch_add(1, SeqCst);
        });
        jobs.wait();
        jobs.clone().wait();
        assert_eq!(ended.load(SeqCst), expected, "how many jobs have ended");
    }
}
