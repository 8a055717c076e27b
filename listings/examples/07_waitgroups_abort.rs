//! `abort` stops a task at its next `.await`; a blocking closure that runs is not stopped at all.

extern crate tokio;

use std::sync::mpsc;
use tokio::{sync::oneshot, task};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    // A task that waits for ever, at an `.await`.
    let (started, has_started) = oneshot::channel();
    let at_await = tokio::spawn(async {
        started.send(()).unwrap();
        std::future::pending::<()>().await;
    });
    has_started.await.unwrap();
    at_await.abort(); // asks, and returns at once
    println!("finished: {}", at_await.is_finished());
    println!("task: {:?}", at_await.await.map_err(|e| e.is_cancelled()));

    // A closure on a thread of the blocking pool: it has no `.await`.
    let (started, has_started) = oneshot::channel();
    let (go_on, told) = mpsc::channel();
    let blocking = task::spawn_blocking(move || {
        started.send(()).unwrap();
        told.recv().unwrap();
        "bread"
    });
    has_started.await.unwrap();
    blocking.abort(); // too late
    go_on.send(()).unwrap();
    println!("blocking: {:?}", blocking.await.unwrap());
}
// ANCHOR_END: main
