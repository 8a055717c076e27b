//! A crossbeam channel of capacity zero stores nothing: it is empty and full at the same time.

extern crate crossbeam_channel;

use crossbeam_channel::{TrySendError, bounded};
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = bounded(0);

    println!("empty: {}, full: {}", rx.is_empty(), tx.is_full());
    if let Err(TrySendError::Full(order)) = tx.try_send("bread") {
        println!("nobody waits, {order} came back");
    }

    let producer = thread::spawn(move || {
        for order in ["bread", "cakes"] {
            tx.send(order).expect("the consumer is there");
        }
    });
    for order in &rx {
        println!("took {order}");
    }
    println!("and then, at once: {:?}", rx.recv());
    producer.join().expect("the producer ended well");
}
// ANCHOR_END: main
