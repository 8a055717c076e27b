use answer::Jobs;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

fn counter() -> (Arc<AtomicUsize>, impl Fn() + Send + Clone + 'static) {
    let ended = Arc::new(AtomicUsize::new(0));
    let counter = ended.clone();
    (ended, move || {
        counter.fetch_add(1, SeqCst);
    })
}

/// `wait` returns after both jobs have ended, whichever of them is faster.
pub fn both_have_ended() {
    let jobs = Jobs::default();
    let (ended, job) = counter();
    jobs.start(job.clone());
    jobs.start(job);
    jobs.wait();
    assert_eq!(ended.load(SeqCst), 2, "how many of 2 jobs have ended");
}

/// When `wait` returns, a job that another job has started has ended too.
pub fn the_job_of_a_job_has_ended() {
    let jobs = Jobs::default();
    let (ended, job) = counter();
    let clone = jobs.clone();
    jobs.start(move || {
        let further = job.clone();
        clone.start(further);
        job();
    });
    jobs.wait();
    assert_eq!(ended.load(SeqCst), 2, "how many of 2 jobs have ended");
}

/// Two threads may wait for the same jobs.
pub fn two_wait() {
    let jobs = Jobs::default();
    let (ended, job) = counter();
    jobs.start(job);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                jobs.wait();
                assert_eq!(ended.load(SeqCst), 1, "the job has not ended");
            });
        }
    });
}

/// `wait` returns although a job panics.
pub fn one_panics() {
    let jobs = Jobs::default();
    let (ended, job) = counter();
    jobs.start(job.clone());
    jobs.start(move || {
        job();
        resume_unwind(Box::new("this job panics"));
    });
    jobs.wait();
    assert_eq!(ended.load(SeqCst), 2, "how many of 2 jobs have ended");
}
