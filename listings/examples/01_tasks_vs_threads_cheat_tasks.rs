//! The lines to know by heart: start a task, collect its result, move a blocking call away.

extern crate tokio;

use tokio::task::spawn_blocking;

async fn work(n: u32) -> u32 {
    n * n
}

#[tokio::main]
async fn main() {
    // ANCHOR: cheat
    // ANCHOR: sheet
    let unit = tokio::spawn(work(2)); // runs when a worker is free
    println!("task {}", unit.await.unwrap()); // Err: panic or abort

    let future = work(3); // nothing runs yet
    // ANCHOR_END: sheet
    println!("awaited {}", future.await); // runs now, in this task

    let unit = spawn_blocking(|| 4 * 4); // blocking calls go here
    println!("blocking {}", unit.await.unwrap());
    // ANCHOR_END: cheat
}
