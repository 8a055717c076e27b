// Fails: a_job_may_panic, one_panics
// The jobs are counted in time, but nobody subtracts a job that panics, so `wait` waits forever.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Clone, Default)]
pub struct Jobs {
    running: Arc<(Mutex<usize>, Condvar)>,
}

impl Jobs {
    pub fn start(&self, job: impl FnOnce() + Send + 'static) {
        *self.running.0.lock().unwrap() += 1;
        let jobs = self.clone();
        thread::spawn(move || {
            job();
            let (running, ended) = &*jobs.running;
            *running.lock().unwrap() -= 1;
            ended.notify_all();
        });
    }

    pub fn wait(&self) {
        let (running, ended) = &*self.running;
        let running = running.lock().unwrap();
        drop(ended.wait_while(running, |running| *running > 0).unwrap());
    }
}
