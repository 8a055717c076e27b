//! The lines to know by heart, for tasks: a stream with a bound, or a permit before each spawn.

extern crate futures;
extern crate tokio;

use futures::{StreamExt, stream};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

async fn bake(loaves: u32) -> u32 {
    10 * loaves
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let orders = [5, 3, 8, 1];

    // ANCHOR: cheat
    // In this task, in order; buffer_unordered: as they are done.
    // ANCHOR: sheet
    let jobs = stream::iter(orders).map(bake);
    let prices: Vec<u32> = jobs.buffered(3).collect().await;
    // ANCHOR_END: sheet

    // Each a task of its own.
    // ANCHOR: sheet
    let slots = Arc::new(Semaphore::new(3));
    let mut pool = JoinSet::new();
    for (index, order) in orders.into_iter().enumerate() {
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        pool.spawn(async move {
            let _slot = slot;
            (index, bake(order).await)
        });
    }
    // ANCHOR_END: sheet
    while let Some(done) = pool.join_next().await {
        let (index, price) = done.unwrap(); // Err: it panicked
        assert_eq!(price, prices[index]);
    }
    println!("prices: {prices:?}");
    // ANCHOR_END: cheat
}
