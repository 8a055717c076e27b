//! The receiver is dropped. std and tokio drop the queued messages at once, but crossbeam does not.
extern crate crossbeam_channel;
extern crate tokio;

use crossbeam_channel::bounded;
use std::sync::{Arc, mpsc};

// ANCHOR: main
fn main() {
    let order = Arc::new("bread");
    let held = || Arc::strong_count(&order) - 1; // how many clones a channel holds

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
