//! A task waits with `send().await`, and a thread outside the runtime waits with `blocking_send`.

extern crate tokio;

use tokio::sync::mpsc;
use tokio::task::{spawn, spawn_blocking};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shelf, mut orders) = mpsc::channel(1);

    let from_thread = shelf.clone();
    let supplier = spawn_blocking(move || {
        for _ in 0..3 {
            from_thread.blocking_send("butter").unwrap(); // blocks a thread
        }
    });
    let baker = spawn(async move {
        for _ in 0..3 {
            shelf.send("bread").await.unwrap(); // only the task waits
        }
    });

    let (mut bread, mut butter) = (0, 0);
    while let Some(order) = orders.recv().await {
        match order {
            "bread" => bread += 1,
            _ => butter += 1,
        }
    }
    println!("sold {bread} bread, {butter} butter");
    supplier.await.unwrap();
    baker.await.unwrap();
}
// ANCHOR_END: main
