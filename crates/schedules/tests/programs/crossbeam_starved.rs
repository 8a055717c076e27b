//! A worker prefers its queue over the stop channel; a job that enqueues a job keeps it from stopping.
// Ends: endless.
use crossbeam_channel::{select, unbounded, Receiver, Sender};
use std::thread;

fn worker(jobs: Receiver<u32>, again: Sender<u32>, stop: Receiver<()>) {
    loop {
        if let Ok(job) = jobs.try_recv() {
            again.send(job).unwrap();
            continue;
        }
        select! {
            recv(jobs) -> job => again.send(job.unwrap()).unwrap(),
            recv(stop) -> _ => return,
        }
    }
}

fn main() {
    let (jobs_tx, jobs_rx) = unbounded();
    let (stop_tx, stop_rx) = unbounded();
    jobs_tx.send(1).unwrap();
    let again = jobs_tx.clone();
    let handle = thread::spawn(move || worker(jobs_rx, again, stop_rx));
    drop(jobs_tx);
    stop_tx.send(()).unwrap();
    handle.join().unwrap();
    println!("stopped");
}
