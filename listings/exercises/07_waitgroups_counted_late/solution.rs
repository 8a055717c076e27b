use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Jobs that run on threads of their own. A job may start further jobs through a clone.
#[derive(Clone, Default)]
pub struct Jobs {
    running: Arc<(Mutex<usize>, Condvar)>,
}

/// One running job. Its destructor says that the job has ended, even if the job panics.
struct Running(Jobs);

impl Running {
    fn new(jobs: &Jobs) -> Self {
        *jobs.running.0.lock().unwrap() += 1;
        Running(jobs.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let (running, ended) = &*self.0.running;
        *running.lock().unwrap() -= 1;
        ended.notify_all();
    }
}

impl Jobs {
    pub fn start(&self, job: impl FnOnce() + Send + 'static) {
        let running = Running::new(self);
        thread::spawn(move || {
            let _running = running;
            job();
        });
    }

    /// Waits until all jobs have ended.
    pub fn wait(&self) {
        let (running, ended) = &*self.running;
        let running = running.lock().unwrap();
        drop(ended.wait_while(running, |running| *running > 0).unwrap());
    }
}
