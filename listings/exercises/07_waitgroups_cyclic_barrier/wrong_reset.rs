// Fails: all_have_come, one_is_chosen, three_meet, two_meet_twice
// The last thread sets the count back before the others have looked at it, so they keep waiting.
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
        if *arrived == self.threads {
            *arrived = 0;
            self.complete.notify_all();
            return true;
        }
        while *arrived < self.threads {
            arrived = self.complete.wait(arrived).unwrap();
        }
        false
    }
}
