// Fails: two_wait
// `notify_one` wakes only one of the threads that wait, so the other one waits forever.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Clone, Default)]
pub struct Jobs {
    running: Arc<(Mutex<usize>, Condvar)>,
}

struct Running(Jobs);

impl Drop for Running {
    fn drop(&mut self) {
        let (running, ended) = &*self.0.running;
        *running.lock().unwrap() -= 1;
        ended.notify_one();
    }
}

impl Jobs {
    pub fn start(&self, job: impl FnOnce() + Send + 'static) {
        *self.running.0.lock().unwrap() += 1;
        let running = Running(self.clone());
        thread::spawn(move || {
            let _running = running;
            job();
        });
    }

    pub fn wait(&self) {
        let (running, ended) = &*self.running;
        let running = running.lock().unwrap();
        drop(ended.wait_while(running, |running| *running > 0).unwrap());
    }
}
