//! The program acquires the permit before it spawns the task, so it waits while three tasks are at work.

extern crate tokio;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

// ANCHOR: main
async fn bake(at_work: Arc<AtomicUsize>) -> usize {
    let now = at_work.fetch_add(1, Relaxed) + 1; // Relaxed: only a count
    sleep(Duration::from_secs(60)).await;
    at_work.fetch_sub(1, Relaxed);
    now
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (slots, at_work) = (Arc::new(Semaphore::new(3)), Arc::default());
    let mut pool = JoinSet::new();
    let (mut alive, mut most) = (0, 0);
    for _ in 0..10_000 {
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        let at_work = Arc::clone(&at_work);
        pool.spawn(async move {
            let _slot = slot; // moves the permit into the task
            bake(at_work).await
        });
        alive = alive.max(Handle::current().metrics().num_alive_tasks());
        while let Some(done) = pool.try_join_next() {
            most = most.max(done.unwrap()); // otherwise the set keeps all results
        }
    }
    most = pool.join_all().await.into_iter().fold(most, usize::max);
    println!("permit before: {most} at work, {alive} tasks alive");
}
// ANCHOR_END: main
