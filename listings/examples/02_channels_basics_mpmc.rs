//! Two consumers share one crossbeam channel: each order is taken once, and closing reaches both.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = bounded(0);
    let consumers = [rx.clone(), rx].map(|rx| {
        // Ends when the channel is closed.
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
    taken.sort(); // who took which is not determined
    println!("taken, each once: {taken:?}");
}
// ANCHOR_END: main
