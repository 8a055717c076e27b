//! Neither side waits for one who has left: the other end of a `oneshot` is an `Err`.

extern crate tokio;

use tokio::sync::{mpsc, oneshot};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (handle, commands) = mpsc::channel(8);
    let (reply, answer) = oneshot::channel::<i32>();
    handle.send(reply).await.unwrap(); // queued
    drop(commands); // the station dies, the queue with it
    println!("asker: {:?}", answer.await);

    let (reply, answer) = oneshot::channel();
    drop(answer); // the asker gives up
    println!("station: {:?}", reply.send(23));
}
// ANCHOR_END: main
