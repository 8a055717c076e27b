// Fails: every_step_runs, one_after_the_other
// Each thread sleeps longer than the one before it, and hopes that the other threads are ready by then.
use std::thread;
use std::time::Duration;

pub struct InOrder {}

impl InOrder {
    pub fn new() -> Self {
        InOrder {}
    }

    pub fn run(&self, step: usize, work: impl FnOnce()) {
        thread::sleep(Duration::from_millis(20 * step as u64));
        work();
    }
}
