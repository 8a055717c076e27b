//! A closed channel is always ready. Its branch wins again and again, but the other one wins at last.
//! Ends: finished "job 1\nstopped\n" | finished "stopped\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, select};
use std::thread;

fn main() {
    let (jobs_tx, jobs) = bounded(1);
    let (stop_tx, stop) = bounded::<()>(1);
    jobs_tx.send(1).unwrap();
    drop(jobs_tx);
    let worker = thread::spawn(move || {
        loop {
            select! {
                recv(jobs) -> job => if let Ok(job) = job { println!("job {job}"); },
                recv(stop) -> _ => break,
            }
        }
    });
    drop(stop_tx);
    worker.join().unwrap();
    println!("stopped");
}
