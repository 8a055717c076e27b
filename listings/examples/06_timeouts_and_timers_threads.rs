//! A receive with a time limit: no message comes, a message is there, or all senders are gone.

use std::sync::mpsc::channel;
use std::time::Duration;

// ANCHOR: main
fn main() {
    let soon = Duration::from_millis(10);
    let hour = Duration::from_secs(3600);
    let (tx, orders) = channel();

    println!("{:?}", orders.recv_timeout(soon)); // waits 10 ms

    tx.send("bread").unwrap();
    tx.send("cakes").unwrap();
    println!("{:?}", orders.recv_timeout(hour)); // at once
    println!("{:?}", orders.recv_timeout(Duration::ZERO));

    drop(tx);
    println!("{:?}", orders.recv_timeout(hour)); // also at once
}
// ANCHOR_END: main
