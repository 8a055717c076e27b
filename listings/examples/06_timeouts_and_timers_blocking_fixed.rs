//! A blocking call on its own thread lets the caller give up in time, but the call continues.

extern crate tokio;

use std::time::Duration;
use tokio::sync::oneshot::{Receiver, Sender, channel};
use tokio::{task::spawn_blocking, time::timeout};

// ANCHOR: main
fn count_stock(begun: Sender<()>, go_on: Receiver<()>) -> u32 {
    begun.send(()).unwrap();
    go_on.blocking_recv().unwrap(); // blocks until `main` sends
    120
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (begun_tx, begun) = channel();
    let (go_on, go_on_rx) = channel();
    let mut count = spawn_blocking(move || count_stock(begun_tx, go_on_rx));
    begun.await.unwrap();

    let limit = Duration::from_millis(10);
    match timeout(limit, &mut count).await {
        Ok(stock) => println!("counted {stock:?}"),
        Err(_) => println!("given up"),
    }
    count.abort(); // has no effect on a call that has started
    if !count.is_finished() {
        println!("still at work");
    }
    go_on.send(()).unwrap();
    println!("counted {}", count.await.unwrap());
}
// ANCHOR_END: main
