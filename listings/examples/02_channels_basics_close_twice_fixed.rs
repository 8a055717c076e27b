//! Two producers, one channel, nobody closes it by hand: the last sender dropped does.

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
        }) // each drops its own; the later one closes
    });

    let pages: i32 = rx.iter().sum(); // until closed
    println!("closed once, {pages} pages");
    for producer in producers {
        producer.join().expect("the producer ended well");
    }
}
// ANCHOR_END: main
