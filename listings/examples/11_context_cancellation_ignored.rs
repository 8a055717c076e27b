//! Broken: a loop that computes, without an `.await` or a check of the token, cannot be stopped.

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
    let closing = tokio::spawn(async move { stop.cancel() }); // runs next

    match shop.run_until_cancelled(count_grains()).await {
        Some(grains) => println!("counted to {grains}"),
        None => println!("stopped"),
    }
    closing.await.unwrap();
}
// ANCHOR_END: main
