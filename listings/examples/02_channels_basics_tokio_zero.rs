//! Tokio has no channel of capacity zero: `mpsc::channel(0)` panics.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
fn main() {
    let (tx, _rx) = mpsc::channel::<&str>(1);
    println!("the smallest capacity: {}", tx.capacity());

    let (tx, _rx) = mpsc::channel::<&str>(0);
    println!("never printed: {}", tx.capacity());
}
// ANCHOR_END: main
