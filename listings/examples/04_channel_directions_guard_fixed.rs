//! A copy of the value holds no lock, so the writer can send.

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
        target.send(22).unwrap();
        println!("writer: sent");
    });

    let celsius = *current.borrow(); // a copy, which holds no lock
    println!("reader: heats to {celsius}");
    heat_to(celsius).await;
    println!("reader: heated to {celsius}");
    writer.await.unwrap();
}
// ANCHOR_END: main
