//! Main drops its own sender before it receives, so the end of the producer closes the channel.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);

    let producer_tx = tx.clone();
    let producer = thread::spawn(move || {
        for order in ["bread", "cakes"] {
            producer_tx.send(order).unwrap();
        }
    });
    drop(tx); // before the loop: now the producer has the last sender

    for order in rx {
        println!("took {order}");
    }
    println!("closed");
    producer.join().expect("the producer ended well");
}
// ANCHOR_END: main
