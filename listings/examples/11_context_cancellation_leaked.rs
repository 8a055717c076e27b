//! Broken: a timeout drops the future of the delivery, but not the task that this future spawned.

extern crate tokio;

use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
async fn deliver() {
    let driver = tokio::spawn(async {
        loop {
            sleep(60 * SECOND).await; // keeps looking for the way
        }
    });
    driver.await.unwrap();
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let metrics = Handle::current().metrics();
    println!("before: {} tasks", metrics.num_alive_tasks());
    for order in 1..=3 {
        if timeout(5 * SECOND, deliver()).await.is_err() {
            println!("order {order}: given up");
        }
    }
    sleep(3600 * SECOND).await;
    println!("an hour later: {} tasks", metrics.num_alive_tasks());
}
// ANCHOR_END: main
