//! A message belongs to its receiver: the sender cannot touch it again.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let consumer = thread::spawn(move || rx.recv().unwrap());

    let mut order = vec!["bread", "cakes"];
    tx.send(order).unwrap();
    order[0] = "stones"; // too late: it was handed over

    println!("consumer has {:?}", consumer.join().unwrap());
}
// ANCHOR_END: main
