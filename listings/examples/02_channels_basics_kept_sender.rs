//! Main keeps the first sender while it drains: the channel never closes, the loop never ends.

use std::sync::mpsc;
use std::thread;

fn main() {
    // ANCHOR: main
    let (tx, rx) = mpsc::sync_channel(0);

    let producer_tx = tx.clone(); // `tx` itself stays here, in main
    let producer = thread::spawn(move || {
        for order in ["bread", "cakes"] {
            producer_tx.send(order).unwrap();
        }
    });

    for order in rx {
        println!("took {order}");
    }
    println!("closed"); // never printed
    // ANCHOR_END: main
    producer.join().expect("the producer ended well");
}
