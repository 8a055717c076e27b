//! Workers share the receiver of a channel, and the results come through another one.
//! Ends: finished "12\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, unbounded};
use std::thread;

fn main() {
    let (jobs_tx, jobs) = bounded(1);
    let (results_tx, results) = unbounded();
    for _ in 0..2 {
        let (jobs, results_tx) = (jobs.clone(), results_tx.clone());
        thread::spawn(move || {
            for job in &jobs {
                results_tx.send(job * 2_u32).unwrap();
            }
        });
    }
    drop((jobs, results_tx));
    for job in 1..=3 {
        jobs_tx.send(job).unwrap();
    }
    drop(jobs_tx);
    println!("{}", results.iter().sum::<u32>());
}
