//! Closing is dropping the sender: a send after it, or a second close, does not compile.

use std::sync::mpsc;

// ANCHOR: main
fn main() {
    let (orders, _rx) = mpsc::sync_channel(1);
    drop(orders); // closed
    orders.send("bread").unwrap(); // send after close

    let (pages, _rx) = mpsc::sync_channel::<u32>(1);
    drop(pages); // closed
    drop(pages); // close twice
}
// ANCHOR_END: main
