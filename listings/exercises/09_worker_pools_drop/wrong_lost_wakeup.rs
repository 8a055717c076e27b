// Fails: idle_workers_end, queued_jobs_are_done, a_job_is_done_once
// `drop` sets the flag without the lock: a worker that has read the flag, but does not wait yet, misses the notification.
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<Job>>,
    changed: Condvar,
    closed: AtomicBool, // SeqCst does not help: the notification is lost
}

impl Queue {
    fn next(&self) -> Option<Job> {
        let mut jobs = self.jobs.lock().unwrap();
        while jobs.is_empty() && !self.closed.load(SeqCst) {
            jobs = self.changed.wait(jobs).unwrap();
        }
        jobs.pop_front()
    }
}

pub struct Pool {
    queue: Arc<Queue>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn new(workers: usize) -> Self {
        let queue = Arc::new(Queue::default());
        let start = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || {
                while let Some(job) = queue.next() {
                    job();
                }
            })
        };
        let workers = (0..workers).map(start).collect();
        Pool { queue, workers }
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.queue.jobs.lock().unwrap().push_back(Box::new(job));
        self.queue.changed.notify_one();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.queue.closed.store(true, SeqCst);
        self.queue.changed.notify_all();
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
    }
}
