//! A pool without workers: one task for each order, but no task is spawned before it has a permit.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

// ANCHOR: main
async fn bake(loaves: u32) -> u32 {
    sleep(Duration::from_secs(60)).await;
    10 * loaves
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let begin = Instant::now();
    let slots = Arc::new(Semaphore::new(3));
    let mut pool = JoinSet::new();
    let tasks = Handle::current().metrics();
    let mut most = 0;

    for (index, loaves) in [5, 3, 8, 1, 9, 2, 7, 4, 6].into_iter().enumerate() {
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        pool.spawn(async move {
            let price = bake(loaves).await;
            drop(slot); // the task owns the permit and releases it here
            (index, price)
        });
        most = most.max(tasks.num_alive_tasks());
    }
    let mut prices = [0; 9];
    while let Some(done) = pool.join_next().await {
        let (index, price) = done.unwrap();
        prices[index] = price;
    }
    println!("prices: {prices:?}");
    println!("most tasks alive at once: {most}");
    println!("minutes: {}", begin.elapsed().as_secs() / 60);
}
// ANCHOR_END: main
