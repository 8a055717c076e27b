//! Fixed: the delivery's future owns a guard, which cancels the task when the future is dropped.

extern crate tokio;
extern crate tokio_util;

use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
async fn deliver() {
    let stop = CancellationToken::new();
    let driving = stop.clone().run_until_cancelled_owned(async {
        loop {
            sleep(60 * SECOND).await;
        }
    });
    let driver = tokio::spawn(driving);
    let _guard = stop.drop_guard(); // dropped with this future
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
