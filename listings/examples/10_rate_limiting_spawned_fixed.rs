//! Fixed: the loop waits for a token before it spawns, so orders are accepted at the rate.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval};

async fn refill(tokens: Arc<Semaphore>) {
    let mut ticks = interval(Duration::from_millis(100));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await; // the first tick is immediate
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

    let mut orders = JoinSet::new();
    for _ in 0..1000 {
        let accepted = Instant::now();
        tokens.acquire().await.unwrap().forget();
        orders.spawn(async move {
            accepted.elapsed() // the order starts
        });
    }
    println!("all accepted after {:?}", open.elapsed());
    let waits = orders.join_all().await; // from accepted to started
    println!("all begun after {:?}", open.elapsed());
    println!("longest wait {:?}", waits.iter().max().unwrap());
}
// ANCHOR_END: main
