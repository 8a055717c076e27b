//! Main keeps the first sender while it receives, so the channel never closes.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);

    let producer_tx = tx.clone(); // `tx` itself stays in main
    let producer = thread::spawn(move || {
        for order in ["bread", "cakes"] {
            producer_tx.send(order).unwrap();
        }
    });

    for order in rx {
        println!("took {order}");
    }
    println!("closed"); // never printed
    producer.join().expect("the producer ended well");
}
// ANCHOR_END: main
