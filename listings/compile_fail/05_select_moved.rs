//! A `select!` in a loop takes a future by value, so the second iteration no longer has it.

extern crate tokio;

use std::time::Duration;
use tokio::select;
use tokio::sync::mpsc::Receiver;
use tokio::time::sleep;

async fn bake() -> &'static str {
    sleep(Duration::from_secs(60)).await;
    "bread"
}

async fn desk(mut orders: Receiver<&str>) {
    // ANCHOR: main
    let bread = bake();
    loop {
        select! {
            what = bread => {
                println!("baked {what}");
                break;
            }
            Some(order) = orders.recv() => println!("took {order}"),
        }
    }
    // ANCHOR_END: main
}

fn main() {}
