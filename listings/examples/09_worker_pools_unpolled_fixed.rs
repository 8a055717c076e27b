//! Each cake is its own task, so the runtime polls it while the loop packs.

extern crate futures;
extern crate tokio;

use futures::{StreamExt, stream};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
static STEPS: AtomicU32 = AtomicU32::new(0);

async fn cake(steps: u32) {
    for _ in 0..steps {
        sleep(Duration::from_secs(60)).await;
        STEPS.fetch_add(1, Relaxed); // Relaxed: only a count
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let mut while_packing = 0;
    let orders = stream::iter(1..=4).map(|steps| tokio::spawn(cake(steps)));
    let mut cakes = orders.buffer_unordered(4);
    while let Some(cake) = cakes.next().await {
        cake.unwrap(); // panics if the cake's task panicked
        let before = STEPS.load(Relaxed);
        sleep(Duration::from_secs(180)).await; // pack
        while_packing += STEPS.load(Relaxed) - before;
    }
    println!("steps while packing: {while_packing} of 10");
    println!("minutes: {}", begin.elapsed().as_secs() / 60);
}
// ANCHOR_END: main
