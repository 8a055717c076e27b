//! Broken: the function returns at the first error and drops the handles, but their tasks continue.

extern crate tokio;

use tokio::runtime::Handle;
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
    let stages: Vec<_> = (1..=3).map(|shard| tokio::spawn(fetch(shard))).collect();
    let mut total = 0;
    for stage in stages {
        total += stage.await.unwrap()?; // an error drops the other handles
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
