//! Two bakers cannot share std's receiver through an `Arc`, because the receiver is not `Sync`.

use std::sync::{Arc, mpsc};
use std::thread;

// ANCHOR: main
fn main() {
    let (orders, jobs) = mpsc::channel::<u32>();
    let jobs = Arc::new(jobs);
    for _ in 0..2 {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || jobs.recv());
    }
    orders.send(5).unwrap();
}
// ANCHOR_END: main
