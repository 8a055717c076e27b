//! The sends run on a separate thread, so a send and a receive can meet.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);

    let producer = thread::spawn(move || {
        for order in ["bread", "cakes"] {
            tx.send(order).unwrap();
        }
    });

    for order in rx {
        println!("took {order}");
    }
    producer.join().expect("the producer ended well");
}
// ANCHOR_END: main
