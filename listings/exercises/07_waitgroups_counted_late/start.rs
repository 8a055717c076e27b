use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Jobs that run on threads of their own. A job may start further jobs through a clone.
#[derive(Clone, Default)]
pub struct Jobs {
    running: Arc<(Mutex<usize>, Condvar)>,
}

impl Jobs {
    pub fn start(&self, job: impl FnOnce() + Send + 'static) {
        let jobs = self.clone();
        thread::spawn(move || {
            let (running, ended) = &*jobs.running;
            *running.lock().unwrap() += 1;
            job();
            *running.lock().unwrap() -= 1;
            ended.notify_one();
        });
    }

    /// Waits until all jobs have ended.
    pub fn wait(&self) {
        let (running, ended) = &*self.running;
        let running = running.lock().unwrap();
        drop(ended.wait_while(running, |running| *running > 0).unwrap());
    }
}
