//! Three ways to keep CPU work off the runtime's workers.

extern crate rayon;
extern crate tokio;

use rayon::prelude::*;
use tokio::sync::oneshot;
use tokio::task::{block_in_place, spawn_blocking};

// ANCHOR: main
fn sum_upto(upto: u64) -> u64 {
    (1..=upto).map(|n| n * n % 7).sum()
}

#[tokio::main]
async fn main() {
    // A thread of the runtime's pool for blocking calls.
    let apart = spawn_blocking(|| sum_upto(70_000)).await.unwrap();

    // This thread, after it has handed its worker's tasks on.
    let here = block_in_place(|| sum_upto(70_000));

    // rayon: all cores on one sum; a one-shot channel brings it back.
    let (tx, sum) = oneshot::channel();
    rayon::spawn(move || {
        let squares = (1..=70_000_u64).into_par_iter().map(|n| n * n % 7);
        tx.send(squares.sum::<u64>()).expect("main waits");
    });
    println!("{apart} {here} {}", sum.await.expect("rayon answers"));
}
// ANCHOR_END: main
