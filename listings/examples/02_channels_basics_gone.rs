//! The consumer leaves after one order: the next send is an `Err` that holds the order.

use std::sync::mpsc::{self, SendError};
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    // Takes one order; then `rx` is dropped.
    let consumer = thread::spawn(move || rx.recv());

    for order in ["bread", "cakes", "pies"] {
        match tx.send(order.to_string()) {
            Ok(()) => println!("{order} was taken"),
            Err(SendError(back)) => {
                println!("{back} came back: stop baking");
                break;
            }
        }
    }
    assert_eq!(consumer.join().unwrap().as_deref(), Ok("bread"));
}
// ANCHOR_END: main
