//! With `tokio::pin!` and `&mut`, every iteration polls the same future, which keeps its progress.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver};
use tokio::time::sleep;
use tokio::{pin, select};

async fn bake() -> &'static str {
    sleep(Duration::from_secs(60)).await;
    "bread"
}

async fn desk(mut orders: Receiver<&str>) {
    // ANCHOR: main
    let bread = bake();
    pin!(bread); // from here on, `bread` is a `Pin<&mut _>`
    loop {
        select! {
            what = &mut bread => {
                println!("baked {what}");
                break;
            }
            Some(order) = orders.recv() => println!("took {order}"),
        }
    }
    // ANCHOR_END: main
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, orders) = mpsc::channel(2);
    tx.send("cakes").await.unwrap();
    tx.send("pies").await.unwrap();
    desk(orders).await;
}
