//! Fixed: every thousand iterations, the task yields and the thread checks the token.

extern crate tokio;
extern crate tokio_util;

use tokio::task::{spawn_blocking, yield_now};
use tokio_util::sync::CancellationToken;

// ANCHOR: main
async fn count_grains() -> u32 {
    let mut grains = 0;
    while grains < 1_000_000 {
        grains += 1;
        if grains % 1000 == 0 {
            yield_now().await; // other tasks run; the future can be dropped here
        }
    }
    grains
}

fn count_grains_blocking(stop: &CancellationToken) -> Option<u32> {
    let mut grains = 0;
    while grains < 1_000_000 {
        grains += 1;
        if grains % 1000 == 0 && stop.is_cancelled() {
            return None;
        }
    }
    Some(grains)
}

fn say(who: &str, counted: Option<u32>) {
    match counted {
        Some(grains) => println!("{who}: counted to {grains}"),
        None => println!("{who}: stopped"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let shop = CancellationToken::new();
    let stop = shop.clone();
    let closing = tokio::spawn(async move { stop.cancel() }); // runs next

    let counted = shop.run_until_cancelled(count_grains()).await;
    say("task", counted);
    closing.await.unwrap();

    let stop = shop.child_token(); // already cancelled
    let counted = spawn_blocking(move || count_grains_blocking(&stop)).await;
    say("thread", counted.unwrap());
}
// ANCHOR_END: main
