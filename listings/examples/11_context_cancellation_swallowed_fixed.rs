//! Fixed: the branch that receives the cancellation cleans up and leaves the loop.

extern crate tokio;
extern crate tokio_util;

use tokio::sync::mpsc::{Receiver, channel};
use tokio_util::sync::CancellationToken;

// ANCHOR: main
async fn bake(mut orders: Receiver<u32>, stop: CancellationToken) {
    loop {
        tokio::select! {
            Some(order) = orders.recv() => println!("order {order}"),
            () = stop.cancelled() => {
                println!("oven off");
                return;
            }
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
