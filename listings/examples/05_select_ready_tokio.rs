//! If two branches are ready, tokio's `select!` chooses at random, or the first with `biased`.

extern crate tokio;

use std::future::ready;
use tokio::select;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut taken = [0, 0];
    for _ in 0..500 {
        select! {
            _ = ready("counter") => taken[0] += 1,
            _ = ready("phone") => taken[1] += 1,
        }
    }
    println!("each was chosen: {}", taken.iter().all(|&n| n > 0));

    let mut taken = [0, 0];
    for _ in 0..500 {
        select! {
            biased;
            _ = ready("counter") => taken[0] += 1,
            _ = ready("phone") => taken[1] += 1, // never chosen
        }
    }
    println!("biased: {taken:?}");
}
// ANCHOR_END: main
