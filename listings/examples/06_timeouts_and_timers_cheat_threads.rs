//! The lines to know by heart, for threads: a ticker, and a receive with a time limit.

extern crate crossbeam_channel;

use crossbeam_channel::{RecvTimeoutError, bounded, tick};
use std::time::Duration;

fn main() {
    let limit = Duration::from_millis(10);
    let (tx, orders) = bounded(1);
    tx.send(1).unwrap();

    // ANCHOR: cheat
    let ticker = tick(limit);
    ticker.recv().unwrap();
    println!("tick");

    loop {
        match orders.recv_timeout(limit) {
            Ok(order) => println!("order {order}"),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                println!("too late");
                break;
            }
        }
    }
    // ANCHOR_END: cheat
}
