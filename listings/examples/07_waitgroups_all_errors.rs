//! `join_all` waits for every future and keeps every result, in the order of its list.

extern crate futures;
extern crate tokio;

use futures::future::join_all;
use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
async fn deliver(what: &'static str, hours: u64) -> Result<&'static str, String> {
    sleep(Duration::from_secs(3600 * hours)).await;
    match what {
        "bread" => Ok(what),
        _ => Err(format!("{what}: no such street")),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let vans = [("bread", 3), ("cakes", 2), ("pies", 1)];
    let results = join_all(vans.map(|(what, hours)| deliver(what, hours))).await;

    for result in &results {
        match result {
            Ok(what) => println!("{what}: delivered"),
            Err(error) => println!("{error}"),
        }
    }
    let failed = results.iter().filter(|result| result.is_err()).count();
    println!("{failed} of 3 failed");
    assert_eq!(start.elapsed().as_secs(), 3 * 3600); // as long as the longest, not the sum
}
// ANCHOR_END: main
