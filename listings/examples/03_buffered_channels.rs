//! Fills a channel of capacity three until it is full, then receives one order and drains the rest.

extern crate crossbeam_channel;

use crossbeam_channel::{Sender, TrySendError, bounded};

// ANCHOR: main
fn offer(shelf: &Sender<&'static str>, order: &'static str) {
    let says = match shelf.try_send(order) {
        Ok(()) => "queued".to_string(),
        Err(TrySendError::Full(back)) => format!("full, {back} is back"),
        Err(TrySendError::Disconnected(_)) => "nobody is left".into(),
    };
    let capacity = shelf.capacity().expect("it is bounded");
    println!("{order}: {says} ({} of {capacity})", shelf.len());
}

fn main() {
    let (shelf, orders) = bounded(3);
    for order in ["bread", "cakes", "pies", "rolls"] {
        offer(&shelf, order); // never waits
    }

    println!("took {}", orders.recv().unwrap());
    offer(&shelf, "rolls");

    drop(shelf); // closes the channel, so the iterator below ends
    let rest: Vec<&str> = orders.iter().collect();
    println!("drained: {}", rest.join(" "));
}
// ANCHOR_END: main
