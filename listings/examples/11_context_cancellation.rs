//! A parent and two children. Each child stops at its own deadline or the parent's, and says why.

extern crate tokio;
extern crate tokio_util;

use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: main
async fn station(name: &str, stop: CancellationToken, time: Duration) {
    let start = Instant::now();
    let mut batches = 0;
    let why = loop {
        tokio::select! {
            () = stop.cancelled() => break "the shop closes",
            () = sleep_until(start + time) => break "my time is over",
            () = sleep(20 * MINUTE) => batches += 1,
        }
    };
    let now = start.elapsed().as_secs() / 60;
    println!("{now} min, {name}: {why}; {batches} batches");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let shop = CancellationToken::new();
    let mut stations = JoinSet::new();
    stations.spawn(station("bread", shop.child_token(), 120 * MINUTE));
    stations.spawn(station("cakes", shop.child_token(), 50 * MINUTE));

    sleep(70 * MINUTE).await;
    shop.cancel(); // cancels both child tokens
    while let Some(ended) = stations.join_next().await {
        ended.unwrap();
    }
    assert_eq!(Handle::current().metrics().num_alive_tasks(), 0);
    println!("nothing is left");
}
// ANCHOR_END: main
