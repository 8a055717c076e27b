//! A future that a `select!` in a loop takes by value is gone in the second turn.

extern crate tokio;

use tokio::select;
use tokio::sync::mpsc::Receiver;

async fn bake() -> &'static str {
    "bread"
}

async fn desk(mut orders: Receiver<&str>) {
    // ANCHOR: main
    let bread = bake();
    loop {
        select! {
            what = bread => break println!("baked {what}"),
            Some(order) = orders.recv() => println!("took {order}"),
        }
    }
    // ANCHOR_END: main
}

fn main() {}
