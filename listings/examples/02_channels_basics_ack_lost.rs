//! A message that was sent just as the receiver was dropped keeps its receipt channel alive.

extern crate tokio;

use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, rx) = mpsc::channel::<(&str, oneshot::Sender<()>)>(1);

    let permit = tx.reserve().await.expect("the consumer is there");
    drop(rx); // the consumer ends between the two steps of a send
    let (taken, mut receipt) = oneshot::channel();
    permit.send(("bread", taken)); // stored, but nobody can receive it

    // `taken` is inside the channel, and `tx` keeps the channel alive.
    let hour = Duration::from_secs(3600);
    let answer = timeout(hour, &mut receipt).await;
    println!("after an hour: {answer:?}");

    tokio::select! {
        answer = receipt => println!("receipt: {answer:?}"),
        () = tx.closed() => println!("the consumer is gone"),
    }
}
// ANCHOR_END: main
