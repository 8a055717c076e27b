//! Fixed: at the first error, the function aborts the other stages and waits until they have ended.

extern crate tokio;

use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::{Duration, sleep};

// ANCHOR: main
async fn fetch(shard: u64) -> Result<u64, String> {
    if shard == 1 {
        return Err("shard 1 is gone".to_owned());
    }
    sleep(Duration::from_secs(3600)).await;
    Ok(shard)
}

async fn total() -> Result<u64, String> {
    let mut stages: JoinSet<_> = (1..=3).map(fetch).collect();
    let mut total = 0;
    while let Some(ended) = stages.join_next().await {
        match ended.unwrap() {
            Ok(pages) => total += pages,
            Err(error) => {
                stages.shutdown().await; // aborts all, and waits for them
                return Err(error);
            }
        }
    }
    Ok(total)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("error: {}", total().await.unwrap_err());
    let alive = Handle::current().metrics().num_alive_tasks();
    println!("{alive} stages still running");
}
// ANCHOR_END: main
