//! A precondition, a pattern and `else` decide which branches of tokio's `select!` take part.

extern crate tokio;

use std::time::Duration;
use tokio::{pin, select, sync::mpsc, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, mut orders) = mpsc::channel(2);
    tx.send("bread").await.unwrap();
    tx.send("cakes").await.unwrap();
    drop(tx); // after these two: None

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
                printed = true; // polled once more, it would panic
            }
            Some(order) = orders.recv() => println!("took {order}"),
            else => break,
        }
    }
    println!("nothing left to wait for");
}
// ANCHOR_END: main
