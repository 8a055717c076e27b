//! What a channel still holds when its receiver is dropped: std's and tokio's drop it at once, crossbeam's does not.
extern crate crossbeam_channel;
extern crate tokio;

use crossbeam_channel::bounded;
use std::sync::{Arc, mpsc};

// ANCHOR: main
fn main() {
    let order = Arc::new("bread");
    let held = || Arc::strong_count(&order) - 1; // by a channel

    let (tx, rx) = mpsc::sync_channel(1);
    tx.send(order.clone()).unwrap();
    drop(rx);
    println!("std holds {}", held());

    let (tx, rx) = tokio::sync::mpsc::channel(1);
    tx.try_send(order.clone()).unwrap();
    drop(rx);
    println!("tokio holds {}", held());

    let (tx, rx) = bounded(1);
    tx.send(order.clone()).unwrap();
    drop(rx);
    println!("crossbeam holds {}", held());
    drop(tx);
    println!("without its sender {}", held());
}
// ANCHOR_END: main
