//! Locals are dropped in reverse order: `_worker` joins its thread before `tx` is dropped.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

// ANCHOR: main
struct Worker(Option<JoinHandle<usize>>);

impl Drop for Worker {
    fn drop(&mut self) {
        println!("joining the worker");
        let orders = self.0.take().unwrap().join().unwrap();
        println!("the worker took {orders} order");
    }
}

fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let counter = thread::spawn(move || rx.iter().count()); // until closed
    let _worker = Worker(Some(counter));

    tx.send("bread").unwrap();
} // drops `_worker` first, which was declared last, and then `tx`
// ANCHOR_END: main
