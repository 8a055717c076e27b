//! Closing a channel removes nothing: buffered messages are received first, then comes an `Err`.

use std::sync::mpsc;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(2);
    let second = tx.clone();
    tx.send("bread").unwrap();
    second.send("cakes").unwrap();

    drop(tx);
    println!("one sender left: {:?}", rx.recv());
    drop(second); // the last sender: closed
    println!("closed: {:?}", rx.recv());
    println!("closed, empty: {:?}", rx.recv());
}
// ANCHOR_END: main
