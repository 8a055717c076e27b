use answer::process;
use std::panic::resume_unwind;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Two workers work at once, and a panic of one does not disturb the other.
pub fn two_work_at_once() {
    let meeting = Barrier::new(2);
    let results = process(vec![0, 1], 2, |job| {
        meeting.wait();
        if job == 0 {
            resume_unwind(Box::new("this job is broken"))
        }
        job
    });
    assert_eq!(results, [None, Some(1)], "job 0 panics");
}

/// One worker works on one job at a time.
pub fn one_worker_one_job() {
    let at_work = AtomicUsize::new(0);
    let results = process(vec![(); 2], 1, |()| {
        // Relaxed is enough: this is only a count.
        let now = at_work.fetch_add(1, Relaxed) + 1;
        at_work.fetch_sub(1, Relaxed);
        now
    });
    assert_eq!(results, [Some(1); 2], "how many jobs were at work");
}

/// Two workers look for the last job, and one of them gets it.
pub fn one_job_for_two() {
    assert_eq!(process(vec![7], 2, |job| job), [Some(7)], "job 7");
}
