//! `abort` on a task that has not started, on one that runs, and on a blocking closure that runs.

extern crate tokio;

use std::future::ready;
use std::sync::mpsc;
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, spawn_blocking, yield_now};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let early = tokio::spawn(async { println!("never printed") });
    early.abort(); // before the runtime has polled it
    let end = early.await.unwrap_err();
    println!("early: is_cancelled {}", end.is_cancelled());

    let (tx, rx) = oneshot::channel::<AbortHandle>();
    let task = tokio::spawn(async {
        rx.await.unwrap().abort(); // aborts itself, so it is certainly running
        ready(()).await; // ready at once, so the task continues
        println!("task: aborted, still at work");
        yield_now().await; // has to wait, so the task stops here
        println!("never printed");
    });
    tx.send(task.abort_handle()).unwrap();
    let end = task.await.unwrap_err();
    println!("task: is_cancelled {}", end.is_cancelled());

    let (started, has_started) = oneshot::channel();
    let (go_on, told) = mpsc::channel();
    let blocking = spawn_blocking(move || {
        started.send(()).unwrap();
        told.recv().unwrap(); // blocks a thread; this is no `.await`
        "bread"
    });
    has_started.await.unwrap();
    blocking.abort(); // too late, because the closure runs
    go_on.send(()).unwrap();
    println!("blocking: {:?}", blocking.await);
}
// ANCHOR_END: main
