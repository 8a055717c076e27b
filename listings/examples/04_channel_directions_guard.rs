//! A `watch` guard that is held across an `.await` blocks the writer, and so the only thread.

extern crate tokio;

use tokio::{sync::watch, task::yield_now};

/// Stands for any I/O: while it waits, other tasks run.
async fn heat_to(_celsius: i32) {
    yield_now().await;
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (target, current) = watch::channel(20);
    let writer = tokio::spawn(async move {
        println!("writer: sends 22");
        target.send(22).unwrap(); // it blocks, it does not await
        println!("writer: sent");
    });

    let celsius = current.borrow(); // holds a read lock
    println!("reader: heats to {}", *celsius);
    heat_to(*celsius).await; // the lock is still held
    println!("reader: heated to {}", *celsius);
    drop(celsius);
    writer.await.unwrap();
}
// ANCHOR_END: main
