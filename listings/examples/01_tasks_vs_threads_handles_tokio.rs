//! Dropping a handle detaches the task. A `JoinError` is either a panic or a cancellation.

extern crate tokio;

use std::future::pending;
use tokio::sync::oneshot;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, saved) = oneshot::channel();
    let clerk = tokio::spawn(async { tx.send("bread").unwrap() });
    drop(clerk); // detaches the task, which continues
    println!("saved {}", saved.await.unwrap());

    let warm = false;
    let baker = tokio::spawn(async move { assert!(warm, "the oven is cold") });
    let waiter = tokio::spawn(pending::<()>()); // waits forever
    waiter.abort();
    for unit in [baker, waiter] {
        let error = unit.await.unwrap_err();
        let (panic, cancelled) = (error.is_panic(), error.is_cancelled());
        println!("panic: {panic}, cancelled: {cancelled}");
    }
    println!("main goes on");
}
// ANCHOR_END: main
