//! One task for each order. Without a limit, all of them work at once. A permit inside the task limits only the work.

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
    for (name, bound) in [("no bound", Semaphore::MAX_PERMITS), ("permit inside", 3)] {
        let (slots, at_work) = (Arc::new(Semaphore::new(bound)), Arc::default());
        let mut pool = JoinSet::new();
        for _ in 0..10_000 {
            let (slots, at_work) = (Arc::clone(&slots), Arc::clone(&at_work));
            pool.spawn(async move {
                let _slot = slots.acquire().await.unwrap();
                bake(at_work).await
            });
        }
        let alive = Handle::current().metrics().num_alive_tasks();
        let most = pool.join_all().await.into_iter().max().unwrap();
        println!("{name}: {most} at work, {alive} tasks alive");
    }
}
// ANCHOR_END: main
