//! Tokio's `try_send` needs no `.await`. It has two errors, *full* and *closed*.

extern crate tokio;

use tokio::sync::mpsc::{Sender, channel, error::TrySendError};

// ANCHOR: main
fn offer(shelf: &Sender<String>, order: &str) {
    match shelf.try_send(order.to_string()) {
        Ok(()) => println!("{order}: queued"),
        Err(TrySendError::Full(back)) => {
            println!("full: {back} is back, try later");
        }
        Err(TrySendError::Closed(back)) => {
            println!("closed: {back} is back, stop");
        }
    }
}

fn main() {
    let (shelf, orders) = channel(1);
    offer(&shelf, "bread");
    offer(&shelf, "cakes");
    drop(orders); // this drops the bread too
    offer(&shelf, "pies");
}
// ANCHOR_END: main
