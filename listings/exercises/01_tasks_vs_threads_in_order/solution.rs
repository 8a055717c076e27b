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
        drop(next); // nobody else can begin, so `work` needs no lock
        work();
        *self.next.lock().unwrap() = step + 1;
        self.changed.notify_all(); // only one of the waiting threads is next
    }
}
