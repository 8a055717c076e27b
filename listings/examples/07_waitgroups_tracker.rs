//! A `TaskTracker` must be closed before its wait can end. Dropping it does not stop any task.

extern crate tokio;
extern crate tokio_util;

use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let hour = Duration::from_secs(3600);
    let bakers = TaskTracker::new();
    for baker in 1..=2 {
        bakers.spawn(async move {
            sleep(baker * hour).await;
            println!("baker {baker} is done");
        });
    }

    let waited = timeout(5 * hour, bakers.wait()).await;
    println!("open, {} left: {waited:?}", bakers.len());
    bakers.close(); // no more tasks will be spawned
    bakers.wait().await;
    println!("closed: the wait is over");

    let late = bakers.spawn(sleep(hour)); // a closed tracker still accepts it
    drop(bakers);
    println!("tracker dropped: {:?}", late.await);
}
// ANCHOR_END: main
