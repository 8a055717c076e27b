//! The destructor joins before it closes the channel, so it waits forever. Each execution ends in it and must be unwound.
//! Ends: deadlock.
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

struct Pool {
    jobs: Sender<u32>,
    worker: Option<JoinHandle<()>>,
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.worker.take().unwrap().join().unwrap();
    }
}

fn main() {
    let (jobs, rx) = channel();
    let worker = thread::spawn(move || rx.iter().for_each(|job| println!("job {job}")));
    let pool = Pool { jobs, worker: Some(worker) };
    pool.jobs.send(1).unwrap();
    pool.jobs.send(2).unwrap();
}
