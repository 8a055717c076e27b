//! affinitypool#22: the producer looks for parked workers before the worker registers, after it looked for jobs.
// Ends: finished "job done\n" | deadlock.
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

struct Pool {
    jobs: AtomicUsize,
    parked: Mutex<Vec<Thread>>,
}

impl Pool {
    fn submit(&self) {
        self.jobs.fetch_add(1, SeqCst);
        if let Some(worker) = self.parked.lock().unwrap().pop() {
            worker.unpark();
        }
    }

    fn take(&self) {
        loop {
            if self.jobs.fetch_update(SeqCst, SeqCst, |jobs| jobs.checked_sub(1)).is_ok() {
                return;
            }
            self.parked.lock().unwrap().push(thread::current());
            thread::park();
        }
    }
}

fn main() {
    let pool = Arc::new(Pool { jobs: AtomicUsize::new(0), parked: Mutex::new(Vec::new()) });
    let worker = thread::spawn({
        let pool = pool.clone();
        move || pool.take()
    });
    pool.submit();
    worker.join().unwrap();
    println!("job done");
}
