//! rayon#592: a worker that waits for its own jobs runs another job, which locks the mutex that the worker holds.
// Ends: deadlock.
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

type Job = Box<dyn FnOnce(&Pool) + Send>;

#[derive(Default)]
struct Pool {
    jobs: Mutex<VecDeque<Job>>,
}

impl Pool {
    fn spawn(&self, job: impl FnOnce(&Pool) + Send + 'static) {
        self.jobs.lock().unwrap().push_back(Box::new(job));
    }

    fn run_one(&self) -> bool {
        let job = self.jobs.lock().unwrap().pop_front();
        job.map(|job| job(self)).is_some()
    }

    fn help_until(&self, done: impl Fn() -> bool) {
        while !done() {
            if !self.run_one() {
                thread::yield_now();
            }
        }
    }
}

fn outer(pool: &Pool, total: &Mutex<u32>) {
    let left = Arc::new(AtomicUsize::new(1));
    let mut total = total.lock().unwrap();
    let inner = left.clone();
    pool.spawn(move |_| {
        inner.fetch_sub(1, Ordering::SeqCst);
    });
    pool.help_until(|| left.load(Ordering::SeqCst) == 0);
    *total += 1;
}

fn main() {
    let pool = Arc::new(Pool::default());
    let total = Arc::new(Mutex::new(0));
    for _ in 0..2 {
        let total = total.clone();
        pool.spawn(move |pool| outer(pool, &total));
    }
    let workers: Vec<_> = (0..1)
        .map(|_| {
            let pool = pool.clone();
            thread::spawn(move || while pool.run_one() {})
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    println!("{}", total.lock().unwrap());
}
