//! A timeout of zero succeeds only with what its first poll can do, and a poll has a budget.

extern crate tokio;

use std::time::Duration;
use tokio::{sync::mpsc::channel, time::timeout};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, mut orders) = channel(1000);
    for order in 0..1000 {
        tx.try_send(order).unwrap();
    }
    println!("one: {:?}", timeout(Duration::ZERO, orders.recv()).await);

    let mut taken = 1; // outside the future, so it is kept
    let rest = async {
        while taken < 1000 {
            orders.recv().await;
            taken += 1;
        }
    };
    println!("rest: {:?}", timeout(Duration::ZERO, rest).await);
    println!("taken: {taken}");
}
// ANCHOR_END: main
