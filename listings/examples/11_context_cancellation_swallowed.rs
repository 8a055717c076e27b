//! Broken: the task reacts to the cancellation, but its loop goes on and waits for orders.

extern crate tokio;
extern crate tokio_util;

use tokio::sync::mpsc::{Receiver, channel};
use tokio_util::sync::CancellationToken;

// ANCHOR: main
async fn bake(mut orders: Receiver<u32>, stop: CancellationToken) {
    let mut oven_on = true;
    loop {
        tokio::select! {
            Some(order) = orders.recv() => println!("order {order}"),
            () = stop.cancelled(), if oven_on => {
                println!("oven off");
                oven_on = false; // and then the next iteration
            }
            else => return,
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (_tx, orders) = channel(1); // no order ever comes
    let stop = CancellationToken::new();
    let baker = tokio::spawn(bake(orders, stop.clone()));
    stop.cancel();
    baker.await.unwrap();
    println!("given up");
}
// ANCHOR_END: main
