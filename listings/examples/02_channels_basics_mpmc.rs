//! Two consumers share one crossbeam channel: one of them gets each order, and closing ends both.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = bounded(0);
    let consumers = [rx.clone(), rx].map(|rx| {
        // The iterator ends when the channel is closed.
        thread::spawn(move || rx.iter().collect::<Vec<u32>>())
    });

    for order in 1..=6 {
        tx.send(order).expect("a consumer is there");
    }
    drop(tx);

    let mut taken: Vec<u32> = consumers
        .into_iter()
        .flat_map(|consumer| consumer.join().unwrap())
        .collect();
    taken.sort(); // which consumer took which order can vary
    println!("taken, each once: {taken:?}");
}
// ANCHOR_END: main
