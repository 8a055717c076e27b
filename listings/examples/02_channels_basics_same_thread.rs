//! One thread wants to send first and receive afterwards: the first send waits forever.

use std::sync::mpsc;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);

    for order in ["bread", "cakes"] {
        println!("offering {order}");
        tx.send(order).unwrap(); // waits for a receive ...
    }
    drop(tx);

    for order in rx {
        println!("took {order}"); // ... which is down here
    }
}
// ANCHOR_END: main
