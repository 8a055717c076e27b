//! Waits for a signal, cancels all tasks, and waits for them for a limited time.

extern crate tokio;
extern crate tokio_util;

use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

// ANCHOR: main
async fn oven(stop: CancellationToken) {
    stop.cancelled().await;
    println!("oven: off");
}

async fn radio() {
    std::future::pending().await // ignores the token
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let mut ctrl_c = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    tasks.spawn(oven(stop.clone()));
    tasks.spawn(radio());

    println!("open");
    tokio::select! {
        _ = ctrl_c.recv() => {} // 1. receive the signal
        _ = terminate.recv() => {}
    }
    stop.cancel(); // 2. cancel
    tasks.close();
    let limit = Duration::from_millis(500);
    // 3. wait, with a time limit
    if timeout(limit, tasks.wait()).await.is_err() {
        println!("still at work: {}", tasks.len());
    }
    Ok(()) // the runtime is dropped, and with it the tasks that are left
}
// ANCHOR_END: main
