// Fails: every_step_runs
// `notify_one` may wake a thread whose step is not next. This thread waits again, and the right one is never woken.
use std::sync::{Condvar, Mutex};

pub struct InOrder {
    next: Mutex<usize>,
    changed: Condvar,
}

impl InOrder {
    pub fn new() -> Self {
        InOrder {
            next: Mutex::new(0),
            changed: Condvar::new(),
        }
    }

    pub fn run(&self, step: usize, work: impl FnOnce()) {
        let mut next = self.next.lock().unwrap();
        while *next != step {
            next = self.changed.wait(next).unwrap();
        }
        work();
        *next += 1;
        self.changed.notify_one();
    }
}
