// Fails: all_have_come, one_is_chosen, two_meet_twice
// The threads wait until the count is zero, but a fast thread may come again and add one before the others have looked.
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
        while *arrived != 0 {
            arrived = self.complete.wait(arrived).unwrap();
        }
        false
    }
}
