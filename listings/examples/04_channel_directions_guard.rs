//! A guard of `watch` that is held across an await blocks the writer, and with it the only thread.

extern crate tokio;

use tokio::{sync::watch, task::yield_now};

/// Stands for any I/O: it lets other tasks run.
async fn heat_to(_celsius: i32) {
    yield_now().await;
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (target, current) = watch::channel(20);
    let writer = tokio::spawn(async move {
        println!("writer: sends 22");
        target.send(22).unwrap(); // no await: it blocks
        println!("writer: sent");
    });

    let celsius = current.borrow(); // a read lock
    println!("reader: heats to {}", *celsius);
    heat_to(*celsius).await; // the lock is still held
    println!("reader: heated to {}", *celsius);
    drop(celsius);
    writer.await.unwrap();
}
// ANCHOR_END: main
