//! `abort` stops a task at its next `.await` that waits; a blocking closure that runs is not stopped at all.

extern crate tokio;

use std::future::ready;
use std::sync::mpsc;
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, spawn_blocking, yield_now};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, rx) = oneshot::channel::<AbortHandle>();
    let task = tokio::spawn(async {
        rx.await.unwrap().abort(); // aborts itself: it surely runs
        ready(()).await; // ready at once: not heard
        println!("task: aborted, still at work");
        yield_now().await; // heard here
        println!("never printed");
    });
    tx.send(task.abort_handle()).unwrap();
    let end = task.await.unwrap_err();
    println!("task: is_cancelled {}", end.is_cancelled());

    let (started, has_started) = oneshot::channel();
    let (go_on, told) = mpsc::channel();
    let blocking = spawn_blocking(move || {
        started.send(()).unwrap();
        told.recv().unwrap(); // a thread waits here, not a task
        "bread"
    });
    has_started.await.unwrap();
    blocking.abort(); // too late: it runs
    go_on.send(()).unwrap();
    println!("blocking: {:?}", blocking.await);
}
// ANCHOR_END: main
