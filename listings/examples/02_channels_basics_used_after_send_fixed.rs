//! The sender clones the message before the send, because it still needs the order.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let consumer = thread::spawn(move || rx.recv().unwrap());

    let mut order = vec!["bread", "cakes"];
    tx.send(order.clone()).unwrap(); // the consumer owns this copy
    order[0] = "stones";

    println!("consumer has {}", consumer.join().unwrap().join(" "));
    println!("producer has {}", order.join(" "));
}
// ANCHOR_END: main
