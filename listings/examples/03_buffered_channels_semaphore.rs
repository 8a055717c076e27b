//! At most two at once: a semaphore, whose permit gives its slot back when it is dropped.

extern crate futures;
extern crate tokio;

use futures::future::join_all;
use std::cell::Cell;
use std::time::Duration;
use tokio::{sync::Semaphore, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let oven = Semaphore::new(2); // two slots
    // Cells, not locks: all six run in this one task.
    let (busy, most) = (Cell::new(0), Cell::new(0));

    let bake = async || {
        let _slot = oven.acquire().await.unwrap(); // waits for a free one
        busy.set(busy.get() + 1);
        most.set(busy.get().max(most.get()));
        sleep(Duration::from_secs(60)).await; // virtual time
        busy.set(busy.get() - 1);
    }; // `_slot` is dropped here, and on every other way out
    join_all((0..6).map(|_| bake())).await;

    println!("6 cakes, at most {} at once", most.get());
    println!("slots taken: {}", 2 - oven.available_permits());
}
// ANCHOR_END: main
