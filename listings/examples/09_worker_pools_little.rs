//! Little's law gives the size of a pool that waits: 100 orders per second at 50 ms each keep five workers busy.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for workers in [4, 5, 8] {
        let slots = Arc::new(Semaphore::new(workers));
        let mut arrivals = interval(Duration::from_millis(10));
        let mut pool = JoinSet::new();
        for _ in 0..1000 {
            arrivals.tick().await;
            let slots = Arc::clone(&slots);
            pool.spawn(async move {
                let arrived = Instant::now();
                // Inside the task, because orders arrive whether or not a slot is free.
                let _slot = slots.acquire().await.unwrap();
                let waited = arrived.elapsed().as_millis();
                let at_work = workers - slots.available_permits();
                sleep(Duration::from_millis(50)).await;
                (at_work, waited)
            });
        }
        let done = pool.join_all().await;
        let most = done.iter().map(|(at_work, _)| at_work).max().unwrap();
        let longest = done.iter().map(|(_, waited)| waited).max().unwrap();
        println!("{workers} workers: {most} at work, longest wait {longest} ms");
    }
}
// ANCHOR_END: main
