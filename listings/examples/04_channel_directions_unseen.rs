//! `Ok` from a send says that the message was handed over, not that a receiver has seen it.

extern crate tokio;

use tokio::sync::{broadcast, mpsc, oneshot};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (handle, commands) = mpsc::channel(8);
    println!("mpsc      {:?}", handle.send(19).await);
    drop(commands); // with 19 still in the queue

    let (reply, answer) = oneshot::channel();
    println!("oneshot   {:?}", reply.send(23));
    drop(answer); // without a look at 23

    let (tx, roof) = broadcast::channel(4);
    let cellar = tx.subscribe();
    println!("broadcast {:?}", tx.send(21)); // two receivers
    drop((roof, cellar)); // neither has received
}
// ANCHOR_END: main
