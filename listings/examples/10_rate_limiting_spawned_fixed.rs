//! The limiter is asked before the task exists: the loop waits, and few tasks are alive.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

async fn refill(tokens: Arc<Semaphore>) {
    let mut ticks = interval(Duration::from_millis(100));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await; // the first is immediate
    loop {
        ticks.tick().await;
        if tokens.available_permits() < 3 {
            tokens.add_permits(1);
        }
    }
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let tokens = Arc::new(Semaphore::new(3));
    tokio::spawn(refill(tokens.clone()));

    let (mut requests, mut most) = (JoinSet::new(), 0);
    for _ in 0..1000 {
        tokens.acquire().await.unwrap().forget();
        requests.spawn(async {
            sleep(Duration::from_millis(250)).await; // the request
        });
        while requests.try_join_next().is_some() {} // those that are done
        most = most.max(requests.len());
    }
    requests.join_all().await;
    println!("{most} tasks at once, all done in {:?}", open.elapsed());
}
// ANCHOR_END: main
