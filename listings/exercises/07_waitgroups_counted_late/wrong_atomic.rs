// Fails: both_have_ended, the_job_of_a_job_has_ended, two_wait, one_panics
// The count is not under the lock. If a job ends after `wait` has read the count and before it waits, the notification is lost.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Shared {
    running: AtomicUsize,
    lock: Mutex<()>,
    ended: Condvar,
}

#[derive(Clone, Default)]
pub struct Jobs {
    shared: Arc<Shared>,
}

struct Running(Jobs);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.shared.running.fetch_sub(1, Ordering::SeqCst);
        self.0.shared.ended.notify_all();
    }
}

impl Jobs {
    pub fn start(&self, job: impl FnOnce() + Send + 'static) {
        self.shared.running.fetch_add(1, Ordering::SeqCst);
        let running = Running(self.clone());
        thread::spawn(move || {
            let _running = running;
            job();
        });
    }

    pub fn wait(&self) {
        let mut guard = self.shared.lock.lock().unwrap();
        while self.shared.running.load(Ordering::SeqCst) > 0 {
            guard = self.shared.ended.wait(guard).unwrap();
        }
    }
}
