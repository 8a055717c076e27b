//! Four bakers work one after the other, because in `while let` the guard lives until the end of the body.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::time::{Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, orders) = mpsc::unbounded_channel();
    for order in ["bread", "cakes", "pies", "rolls"] {
        tx.send(order).unwrap();
    }
    drop(tx);
    let orders = Arc::new(Mutex::new(orders));

    let begin = Instant::now();
    let mut bakers = Vec::new();
    for _ in 0..4 {
        let orders = Arc::clone(&orders);
        bakers.push(tokio::spawn(async move {
            while let Some(order) = orders.lock().await.recv().await {
                sleep(Duration::from_millis(100)).await; // bakes, and still holds the lock
                println!("{order} after {:?}", begin.elapsed());
            }
        }));
    }
    for baker in bakers {
        baker.await.unwrap();
    }
    assert_eq!(begin.elapsed().as_millis(), 400);
}
