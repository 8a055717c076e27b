// Fails: every_step_runs
// `if` in place of a loop: every thread that is woken runs its step, whichever is next.
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
        if *next != step {
            next = self.changed.wait(next).unwrap();
        }
        work();
        *next += 1;
        self.changed.notify_all();
    }
}
