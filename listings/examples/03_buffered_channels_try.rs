//! `try_send` never waits. *Full* and *disconnected* are two errors, and both return the order.

use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};

// ANCHOR: main
fn offer(shelf: &SyncSender<String>, order: &str) {
    match shelf.try_send(order.to_string()) {
        Ok(()) => println!("{order}: queued"),
        Err(TrySendError::Full(back)) => {
            println!("full: {back} is back, try later");
        }
        Err(TrySendError::Disconnected(back)) => {
            println!("disconnected: {back} is back, stop");
        }
    }
}

fn main() {
    let (shelf, orders) = sync_channel(1);
    offer(&shelf, "bread");
    offer(&shelf, "cakes");
    drop(orders); // this drops the bread too
    offer(&shelf, "pies");
}
// ANCHOR_END: main
