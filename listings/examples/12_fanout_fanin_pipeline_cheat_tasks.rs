//! The lines to know by heart, for tasks: three at once, in order, on all cores.

extern crate futures;
extern crate tokio;

use futures::stream::{self, StreamExt, TryStreamExt};

async fn square(number: u64) -> u64 {
    number * number
}

#[tokio::main]
async fn main() -> Result<(), tokio::task::JoinError> {
    // ANCHOR: cheat
    let squares: Vec<u64> = stream::iter(1..=9)
        .map(|number| tokio::spawn(square(number))) // begun when it is pulled
        .buffered(3) // order kept; lost: buffer_unordered
        .try_collect() // leaves at the first panic; what was spawned runs on
        .await?;
    println!("sum {}", squares.iter().sum::<u64>());
    // ANCHOR_END: cheat
    Ok(())
}
