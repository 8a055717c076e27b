//! Two producers share one channel. It closes when the last of their senders is dropped.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::sync_channel(0);
    let producers = [tx.clone(), tx].map(|tx| {
        thread::spawn(move || {
            for pages in [10, 20] {
                tx.send(pages).unwrap();
            }
        }) // each thread drops its sender; the second drop closes
    });

    let pages: i32 = rx.iter().sum(); // until the channel is closed
    println!("closed once, {pages} pages");
    for producer in producers {
        producer.join().expect("the producer ended well");
    }
}
// ANCHOR_END: main
