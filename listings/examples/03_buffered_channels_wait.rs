//! Threads: with room a send returns at once; on a full buffer it waits: for so long, for a receive, or for the end.

extern crate crossbeam_channel;

use crossbeam_channel::{SendTimeoutError, bounded};
use std::thread;
use std::time::Duration;

// ANCHOR: main
fn main() {
    let (shelf, orders) = bounded(2);
    shelf.send("bread").unwrap(); // room: at once
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
        (sold, orders) // keeps the channel open
    });
    shelf.send("pies").unwrap(); // waits for that receive
    let (sold, orders) = consumer.join().unwrap();
    println!("{sold} was taken, pies went in");

    // Full again. This send waits, too, and the consumer goes.
    let leaving = thread::spawn(move || drop(orders));
    let back = shelf.send("rolls").unwrap_err().into_inner();
    println!("nobody is left: {back} came back");
    leaving.join().unwrap();
}
// ANCHOR_END: main
