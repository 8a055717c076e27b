use answer::Pool;
use std::cell::Cell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier, mpsc};
use std::thread;

/// Every job is done once, by one of the pool's workers.
pub fn every_job_is_done() {
    let (sent, done) = mpsc::channel();
    let pool = Pool::new(2);
    for number in 0..100 {
        let sent = sent.clone();
        pool.run(move || sent.send((number, thread::current().id())).unwrap());
    }
    drop(sent);
    let (mut numbers, threads): (Vec<_>, HashSet<_>) = done.iter().unzip();
    numbers.sort();
    let expected: Vec<_> = (0..100).collect();
    assert_eq!(numbers, expected, "the numbers of the jobs that were done");
    let threads = threads.len();
    assert!(threads <= 2, "{threads} threads worked, 2 are allowed");
}

/// All workers work at the same time.
pub fn all_workers_work() {
    let meeting = Arc::new(Barrier::new(3));
    let (sent, leaders) = mpsc::channel();
    let pool = Pool::new(3);
    for _ in 0..6 {
        let (meeting, sent) = (Arc::clone(&meeting), sent.clone());
        pool.run(move || sent.send(meeting.wait().is_leader()).unwrap());
    }
    drop(sent);
    let leaders = leaders.iter().filter(|&leader| leader).count();
    assert_eq!(leaders, 2, "two meetings of three workers");
}

/// `run` does not wait, although the only worker is busy.
pub fn run_does_not_wait() {
    let pool = Pool::new(1);
    let (open, gate) = mpsc::channel::<()>();
    pool.run(move || {
        let _ = gate.recv();
    });
    let (sent, numbers) = mpsc::channel();
    for number in 0..200 {
        let sent = sent.clone();
        pool.run(move || sent.send(number).unwrap());
    }
    drop((open, sent)); // only now, the worker can go on
    let numbers: Vec<_> = numbers.iter().collect();
    let expected: Vec<_> = (0..200).collect();
    assert_eq!(numbers, expected, "one worker does the jobs in order");
}

/// How many threads have ended that did a job of `the_threads_have_ended`.
static ENDED: AtomicUsize = AtomicUsize::new(0);

struct AtTheEnd;

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        ENDED.fetch_add(1, Relaxed);
    }
}

thread_local! {
    static AT_THE_END: Cell<Option<AtTheEnd>> = const { Cell::new(None) };
}

/// When the pool has been dropped, its threads have ended.
pub fn the_threads_have_ended() {
    let meeting = Arc::new(Barrier::new(3));
    let pool = Pool::new(2);
    for _ in 0..2 {
        let meeting = Arc::clone(&meeting);
        pool.run(move || {
            AT_THE_END.set(Some(AtTheEnd));
            meeting.wait();
        });
    }
    meeting.wait(); // both workers have a job
    drop(pool);
    // Relaxed is enough: `drop` joins the threads that count.
    let ended = ENDED.load(Relaxed);
    assert_eq!(ended, 2, "threads that had ended when `drop` returned");
}
