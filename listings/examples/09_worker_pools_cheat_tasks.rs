//! The lines to know by heart, for tasks: a stream with a limit, or a permit before each spawn.

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
    // All in this task, in order. buffer_unordered: in the order of completion.
    // ANCHOR: sheet
    let jobs = stream::iter(orders).map(bake);
    let prices: Vec<u32> = jobs.buffered(3).collect().await;
    // ANCHOR_END: sheet

    // Each job in its own task.
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
        let (index, price) = done.unwrap(); // Err if the task panicked
        assert_eq!(price, prices[index]);
    }
    println!("prices: {prices:?}");
    // ANCHOR_END: cheat
}
