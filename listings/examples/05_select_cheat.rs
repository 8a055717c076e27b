//! The lines to know by heart: `if open` switches a branch off when its channel is closed.

extern crate tokio;
extern crate tokio_util;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut orders) = mpsc::channel(2);
    let stop = CancellationToken::new(); // `cancel` reaches every clone
    for order in 1..=2 {
        tx.send(order).await.unwrap();
    }
    drop(tx);

    // ANCHOR: cheat
    let mut open = true;
    loop {
        // ANCHOR: sheet
        tokio::select! {
            order = orders.recv(), if open => match order {
                Some(order) => println!("order {order}"),
                None => {
                    println!("closed");
                    open = false; // switches the branch off
                    stop.cancel();
                }
            },
            _ = stop.cancelled() => break,
        }
        // ANCHOR_END: sheet
    }
    println!("stopped");
    // ANCHOR_END: cheat
}
