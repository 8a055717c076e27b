//! Tokio's `blocking_send` in a task panics, because it could block the runtime's thread.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shelf, mut orders) = mpsc::channel(1);

    println!("baked bread");
    shelf.blocking_send("bread").unwrap(); // panics, although a slot is free
    println!("sold {:?}", orders.recv().await);
}
// ANCHOR_END: main
