//! Broken: while the consumer works on a page, nobody polls the other fetch, and its time passes.

extern crate futures;
extern crate tokio;

use futures::stream::{self, StreamExt};
use tokio::time::{Duration, sleep, timeout};

// ANCHOR: main
/// Page 1 takes one second, page 2 takes three steps of one second. The time limit is eight.
async fn fetch(page: u64) -> Result<u64, String> {
    let steps = async {
        for _ in 1..2 * page {
            sleep(Duration::from_secs(1)).await;
        }
    };
    let limit = Duration::from_secs(8);
    timeout(limit, steps)
        .await
        .map_err(|_| format!("page {page} took too long"))?;
    Ok(page)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut pages = stream::iter(1..=2).map(fetch).buffered(2);
    while let Some(page) = pages.next().await {
        println!("{page:?}");
        sleep(Duration::from_secs(10)).await; // the consumer's own work
    }
}
// ANCHOR_END: main
