//! To close is to drop the sender, so a send after it, or a second close, does not compile.

use std::sync::mpsc;

// ANCHOR: main
fn main() {
    let (orders, _rx) = mpsc::sync_channel(1);
    drop(orders); // closed
    orders.send("bread").unwrap(); // a send after the close

    let (pages, _rx) = mpsc::sync_channel::<u32>(1);
    drop(pages); // closed
    drop(pages); // a second close
}
// ANCHOR_END: main
