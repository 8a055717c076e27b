//! At most two bakers work at the same time. Dropping a permit lets the next one in.

extern crate futures;
extern crate tokio;

use futures::future::join_all;
use std::cell::Cell;
use std::time::Duration;
use tokio::{sync::Semaphore, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let oven = Semaphore::new(2); // two permits
    // Cells are enough, because all six futures run in this one task.
    let (busy, most) = (Cell::new(0), Cell::new(0));

    let bake = async || {
        let _slot = oven.acquire().await.unwrap(); // waits for a permit
        busy.set(busy.get() + 1);
        most.set(busy.get().max(most.get()));
        sleep(Duration::from_secs(60)).await; // virtual time
        busy.set(busy.get() - 1);
    }; // `_slot` is dropped here, or at an early return
    join_all((0..6).map(|_| bake())).await;

    println!("6 cakes, at most {} at once", most.get());
    println!("slots taken: {}", 2 - oven.available_permits());
}
// ANCHOR_END: main
