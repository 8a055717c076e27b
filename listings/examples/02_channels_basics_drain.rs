//! Closing takes nothing away: what is buffered is received first, then the receive fails.

use std::sync::mpsc;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(2);
    let second = tx.clone();
    tx.send("bread").unwrap();
    second.send("cakes").unwrap();

    drop(tx);
    println!("one sender left: {:?}", rx.recv());
    drop(second); // the last one: closed
    println!("closed: {:?}", rx.recv());
    println!("closed, empty: {:?}", rx.recv());
}
// ANCHOR_END: main
