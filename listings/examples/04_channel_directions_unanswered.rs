//! The other end of a `oneshot` is an `Err` to whoever stays, but for a reply that was sent on a place reserved before.

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
    drop(commands); // the station dies, the queue with it
    println!("asker: {:?}", answer.await);

    let (reply, answer) = oneshot::channel();
    drop(answer); // the asker gives up
    println!("station: {:?}", reply.send(23));

    let (handle, commands) = mpsc::channel(8);
    let place = handle.reserve().await.unwrap();
    let (reply, answer) = oneshot::channel::<i32>();
    drop(commands);
    place.send(reply); // queued, and nobody empties it
    // Virtual time (`start_paused`): the second is over at once.
    let answer = timeout(Duration::from_secs(1), answer);
    println!("asker: {:?}", answer.await);
}
// ANCHOR_END: main
