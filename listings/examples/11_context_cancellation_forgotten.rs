//! Broken: the `?` returns before `cancel` is called, and dropping a token cancels nothing.

extern crate tokio;
extern crate tokio_util;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

// ANCHOR: main
async fn open(tasks: &TaskTracker) -> Result<(), String> {
    let stop = CancellationToken::new();
    let told = stop.clone();
    tasks.spawn(async move {
        told.cancelled().await;
        println!("oven: off");
    });

    sell()?; // returns here, before `cancel`
    stop.cancel();
    Ok(())
}

fn sell() -> Result<(), String> {
    Err("no change left".to_owned())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let tasks = TaskTracker::new();
    println!("{:?}", open(&tasks).await);
    tasks.close();
    tasks.wait().await;
    println!("closed");
}
// ANCHOR_END: main
