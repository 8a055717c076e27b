//! Tokio's `blocking_send` within a task: the runtime refuses to be blocked, by a panic.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shelf, mut orders) = mpsc::channel(1);

    println!("baked bread");
    shelf.blocking_send("bread").unwrap(); // there is room, and yet
    println!("sold {:?}", orders.recv().await);
}
// ANCHOR_END: main
