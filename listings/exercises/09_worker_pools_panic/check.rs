use answer::process;
use std::collections::HashSet;
use std::panic::resume_unwind;
use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

/// What a job does that panics. It prints nothing.
fn fail() -> ! {
    resume_unwind(Box::new("this job is broken"))
}

/// The results are in the order of the jobs.
pub fn results_are_in_order() {
    let results = process((0..20).collect(), 3, |job: u32| 10 * job);
    let expected: Vec<_> = (0..20).map(|job| Some(10 * job)).collect();
    assert_eq!(results, expected, "from 0 to 190");
    assert!(process(Vec::<u32>::new(), 3, |job| job).is_empty());
}

/// A panic costs only the result of its job.
pub fn a_panic_costs_one_result() {
    let work = |job: u32| if job == 1 { fail() } else { job };
    let results = process(vec![0, 1, 2, 3], 1, work);
    assert_eq!(results, [Some(0), None, Some(2), Some(3)], "job 1 panics");
}

/// The pool survives more panics than it has workers.
pub fn more_panics_than_workers() {
    let work = |job: u32| if job < 5 { fail() } else { job };
    let results = process((0..8).collect(), 2, work);
    assert_eq!(results[..5], [None; 5], "jobs 0 to 4 panic");
    assert_eq!(results[5..], [Some(5), Some(6), Some(7)], "after 5 panics");
}

/// While one worker works on a slow job, the other one works on all the rest.
pub fn a_slow_job_keeps_only_its_worker() {
    let (done, rest) = mpsc::channel();
    let rest = Mutex::new(rest);
    let work = |job: u32| {
        if job == 0 {
            let rest = rest.lock().unwrap();
            (1..6).for_each(|_| rest.recv().unwrap());
        } else {
            done.send(()).unwrap();
        }
    };
    let results = process((0..6).collect(), 2, work);
    assert_eq!(results, [Some(()); 6], "all jobs are done");
}

/// All workers work at the same time.
pub fn all_workers_work() {
    let meeting = Barrier::new(3);
    let results = process(vec![0; 9], 3, |_| meeting.wait().is_leader());
    let leaders = results.iter().filter(|&&leader| leader == Some(true));
    assert_eq!(leaders.count(), 3, "three meetings of three workers");
}

/// The pool has no more threads than workers.
pub fn there_are_no_more_threads() {
    let threads = Mutex::new(HashSet::new());
    process(vec![(); 50], 2, |()| {
        threads.lock().unwrap().insert(thread::current().id());
    });
    let threads = threads.into_inner().unwrap().len();
    assert!(threads <= 2, "{threads} threads worked, 2 are allowed");
}
