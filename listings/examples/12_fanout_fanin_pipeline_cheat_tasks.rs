//! The lines to know by heart, for tasks: three items at once, in order, on all cores.

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
        .map(|number| tokio::spawn(square(number))) // spawned when it is pulled
        .buffered(3) // keeps the order; buffer_unordered does not
        .try_collect() // returns at the first panic; spawned tasks continue
        .await?;
    println!("sum {}", squares.iter().sum::<u64>());
    // ANCHOR_END: cheat
    Ok(())
}
