// Fails: every_step_runs, one_after_the_other
// The number changes without the lock, so it may change between the look at it and the wait. Then nobody wakes the thread.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

pub struct InOrder {
    next: AtomicUsize,
    lock: Mutex<()>,
    changed: Condvar,
}

impl InOrder {
    pub fn new() -> Self {
        InOrder {
            next: AtomicUsize::new(0),
            lock: Mutex::new(()),
            changed: Condvar::new(),
        }
    }

    pub fn run(&self, step: usize, work: impl FnOnce()) {
        let mut guard = self.lock.lock().unwrap();
        while self.next.load(Ordering::SeqCst) != step {
            guard = self.changed.wait(guard).unwrap();
        }
        drop(guard);
        work();
        self.next.store(step + 1, Ordering::SeqCst);
        self.changed.notify_all();
    }
}
