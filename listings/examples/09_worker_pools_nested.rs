//! A job waits for another job of its own pool, and so it blocks the only worker that could do that job.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, unbounded};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

// ANCHOR: main
fn main() {
    let (submit, jobs) = unbounded::<Job>();
    thread::spawn(move || jobs.iter().for_each(|job| job())); // one baker

    let (done_tx, done) = bounded(1);
    let resubmit = submit.clone();
    let cake = move || {
        println!("cake: needs dough");
        let (dough_tx, dough) = bounded(1);
        let knead = move || dough_tx.send("dough").unwrap();
        resubmit.send(Box::new(knead)).unwrap();
        println!("cake: has {}", dough.recv().unwrap());
        done_tx.send(()).unwrap();
    };
    submit.send(Box::new(cake)).unwrap();
    done.recv().unwrap();
}
// ANCHOR_END: main
