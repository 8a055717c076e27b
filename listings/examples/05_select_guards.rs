//! An `if` or a pattern switches a branch of tokio's `select!` off; `else` runs when all are off.

extern crate tokio;

use std::time::Duration;
use tokio::{pin, select, sync::mpsc, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, mut orders) = mpsc::channel(2);
    tx.send("bread").await.unwrap();
    tx.send("cakes").await.unwrap();
    drop(tx); // after the two orders, `recv` returns `None`

    let menu = async {
        sleep(Duration::from_secs(1)).await;
        "menu"
    };
    pin!(menu);
    let mut printed = false;

    loop {
        select! {
            page = &mut menu, if !printed => {
                println!("printed the {page}");
                printed = true; // a finished async block must not be polled again
            }
            Some(order) = orders.recv() => println!("took {order}"),
            else => break,
        }
    }
    println!("nothing left to wait for");
}
// ANCHOR_END: main
