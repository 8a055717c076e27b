//! A message that was sent belongs to the receiver, so the sender can no longer use it.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let consumer = thread::spawn(move || rx.recv().unwrap());

    let mut order = vec!["bread", "cakes"];
    tx.send(order).unwrap();
    order[0] = "stones"; // too late: the order was moved

    println!("consumer has {:?}", consumer.join().unwrap());
}
// ANCHOR_END: main
