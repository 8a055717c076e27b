//! Four bakers work at the same time, because the guard is dropped at the end of the `let`.

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
            loop {
                let order = orders.lock().await.recv().await; // released at the semicolon
                let Some(order) = order else { break };
                sleep(Duration::from_millis(100)).await;
                println!("{order} after {:?}", begin.elapsed());
            }
        }));
    }
    for baker in bakers {
        baker.await.unwrap();
    }
    assert_eq!(begin.elapsed().as_millis(), 100);
}
