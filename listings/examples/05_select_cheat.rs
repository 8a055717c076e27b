//! The lines to know by heart: two branches, one of them switched off when its channel is closed.

extern crate tokio;
extern crate tokio_util;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut orders) = mpsc::channel(2);
    let stop = CancellationToken::new(); // says stop to all its clones
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
                    open = false; // the branch is switched off
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
