//! The consumer leaves after one order: the next send returns an `Err` with the order in it.

use std::sync::mpsc::{self, SendError};
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    // Receives one order. Then the thread ends and drops `rx`.
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
