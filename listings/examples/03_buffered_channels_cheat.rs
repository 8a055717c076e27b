//! The lines to know by heart: a capacity, a send that does not wait, a drained channel.

use std::sync::mpsc::{TrySendError, sync_channel};

fn main() {
    // ANCHOR: cheat
    // ANCHOR: sheet
    let (tx, rx) = sync_channel(2); // capacity 2
    // ANCHOR_END: sheet
    tx.send(1).unwrap(); // waits while full
    tx.send(2).unwrap();
    // ANCHOR: sheet
    match tx.try_send(3) {
        Ok(()) => println!("queued"),
        Err(TrySendError::Full(page)) => println!("full, {page} is back"),
        Err(TrySendError::Disconnected(_)) => println!("gone"),
    }
    // ANCHOR_END: sheet

    drop(tx);
    for page in rx {
        println!("page {page}");
    }
    // ANCHOR_END: cheat
}
