//! A send waits while the channel is full: until a time limit, a receive, or the receiver's end.

extern crate crossbeam_channel;

use crossbeam_channel::{SendTimeoutError, bounded};
use std::thread;
use std::time::Duration;

// ANCHOR: main
fn main() {
    let (shelf, orders) = bounded(2);
    shelf.send("bread").unwrap(); // a free slot: returns at once
    shelf.send("cakes").unwrap();

    let limit = Duration::from_millis(10);
    match shelf.send_timeout("pies", limit) {
        Err(SendTimeoutError::Timeout(back)) => {
            println!("full for {limit:?}: {back} came back");
        }
        other => println!("{other:?}"),
    }

    let consumer = thread::spawn(move || {
        let sold = orders.recv().unwrap();
        (sold, orders) // returns the receiver, so it is not dropped
    });
    shelf.send("pies").unwrap(); // waits until the thread receives
    let (sold, orders) = consumer.join().unwrap();
    println!("{sold} was taken, pies went in");

    // The channel is full again. The next send ends when `orders` is dropped.
    let leaving = thread::spawn(move || drop(orders));
    let back = shelf.send("rolls").unwrap_err().into_inner();
    println!("nobody is left: {back} came back");
    leaving.join().unwrap();
}
// ANCHOR_END: main
