// Fails: one_thread, all_have_come, one_is_chosen, two_meet_twice
// The count is never set back, so the barrier works only once, and later nobody waits.
use std::sync::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    arrived: Mutex<usize>,
    complete: Condvar,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Barrier {
            threads,
            arrived: Mutex::new(0),
            complete: Condvar::new(),
        }
    }

    pub fn wait(&self) -> bool {
        let mut arrived = self.arrived.lock().unwrap();
        *arrived += 1;
        let is_last = *arrived == self.threads;
        if is_last {
            self.complete.notify_all();
        }
        while *arrived < self.threads {
            arrived = self.complete.wait(arrived).unwrap();
        }
        is_last
    }
}
