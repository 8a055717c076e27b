//! Each side learns that the other is gone, except when a permit sends after the receiver has gone.

extern crate tokio;

use std::time::Duration;
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (handle, commands) = mpsc::channel(8);
    let (reply, answer) = oneshot::channel::<i32>();
    handle.send(reply).await.unwrap(); // queued
    drop(commands); // the station ends, and its queue is dropped
    println!("asker: {:?}", answer.await);

    let (reply, answer) = oneshot::channel();
    drop(answer); // the asker gives up
    println!("station: {:?}", reply.send(23));

    let (handle, commands) = mpsc::channel(8);
    let permit = handle.reserve().await.unwrap();
    let (reply, answer) = oneshot::channel::<i32>();
    drop(commands);
    permit.send(reply); // queued, but never received
    // In virtual time (`start_paused`), this second takes no time.
    let answer = timeout(Duration::from_secs(1), answer);
    println!("asker: {:?}", answer.await);
}
// ANCHOR_END: main
