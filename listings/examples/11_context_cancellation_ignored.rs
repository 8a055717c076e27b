//! Broken: a loop that computes neither asks the token nor awaits, so nothing around it can stop it.

extern crate tokio;
extern crate tokio_util;

use tokio_util::sync::CancellationToken;

// ANCHOR: main
async fn count_grains() -> u32 {
    let mut grains = 0;
    while grains < 1_000_000 {
        grains += 1;
    }
    grains
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let shop = CancellationToken::new();
    let stop = shop.clone();
    let closing = tokio::spawn(async move { stop.cancel() }); // next in line

    match shop.run_until_cancelled(count_grains()).await {
        Some(grains) => println!("counted to {grains}"),
        None => println!("stopped"),
    }
    closing.await.unwrap();
}
// ANCHOR_END: main
