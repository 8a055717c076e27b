use crossbeam_channel::{Sender, unbounded};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

pub struct Pool {
    /// `None` only while the pool is dropped.
    jobs: Option<Sender<Job>>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn new(workers: usize) -> Self {
        let (sender, jobs) = unbounded::<Job>();
        let start = |_| {
            let jobs = jobs.clone();
            thread::spawn(move || jobs.iter().for_each(|job| job()))
        };
        Pool {
            jobs: Some(sender),
            workers: (0..workers).map(start).collect(),
        }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        let jobs = self.jobs.as_ref().expect("the pool exists");
        jobs.send(Box::new(job))
            .expect("the workers have not ended");
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take()); // closes the queue: the workers end when it is empty
        for worker in self.workers.drain(..) {
            worker.join().expect("no job panics");
        }
    }
}
