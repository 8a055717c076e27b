//! Three ways to wait without `select!`: `join!`, `FuturesUnordered` and a merged stream.

extern crate futures;
extern crate tokio;
extern crate tokio_stream;

use futures::stream::FuturesUnordered;
use std::time::Duration;
use tokio::{join, time::sleep};
use tokio_stream::{StreamExt, iter};

// ANCHOR: main
async fn bake(what: &str, minutes: u64) -> &str {
    sleep(Duration::from_secs(60 * minutes)).await;
    what
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (a, b) = join!(bake("bread", 40), bake("rolls", 15));
    println!("all: {a}, {b}");

    let mut ovens: FuturesUnordered<_> =
        [bake("bread", 40), bake("rolls", 15)].into_iter().collect();
    while let Some(what) = ovens.next().await {
        println!("as it ends: {what}");
    }

    let mut both = iter(["bread", "rolls"]).merge(iter(["pies"]));
    let mut orders = 0;
    while both.next().await.is_some() {
        orders += 1;
    }
    println!("merged: {orders} orders");
}
// ANCHOR_END: main
