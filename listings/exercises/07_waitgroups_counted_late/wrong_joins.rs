// Fails: jobs_of_jobs, the_job_of_a_job_has_ended
// The guard in the head of the `for` lives until the loop ends, so a job that `wait` joins cannot start another job.
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

#[derive(Clone, Default)]
pub struct Jobs {
    threads: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Jobs {
    pub fn start(&self, job: impl FnOnce() + Send + 'static) {
        let thread = thread::spawn(job);
        self.threads.lock().unwrap().push(thread);
    }

    pub fn wait(&self) {
        for thread in self.threads.lock().unwrap().drain(..) {
            let _ = thread.join();
        }
    }
}
