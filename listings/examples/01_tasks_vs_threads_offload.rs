//! Three places for long computations, so that the other tasks can continue.

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
    // Apart: on a thread of the runtime's pool for blocking calls.
    let apart = spawn_blocking(|| sum_upto(70_000));

    // In place: on this worker, which first hands its other tasks to another thread.
    let in_place = tokio::spawn(async { block_in_place(|| sum_upto(70_000)) });

    // Spread: rayon divides one sum among all of its threads.
    let (tx, sum) = oneshot::channel();
    rayon::spawn(move || {
        let squares = (1..=70_000_u64).into_par_iter().map(|n| n * n % 7);
        tx.send(squares.sum::<u64>()).expect("main waits");
    });

    println!("apart {}", apart.await.unwrap());
    println!("in place {}", in_place.await.unwrap());
    println!("spread {}", sum.await.unwrap());
}
// ANCHOR_END: main
