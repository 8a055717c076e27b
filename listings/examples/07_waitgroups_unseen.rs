//! Waiting for the last sender sees that all are gone, not how they went.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn bake(flour: u32) -> u32 {
    assert!(flour > 0, "no flour");
    10 * flour
}

fn main() {
    let (tx, rx) = mpsc::channel();
    for flour in [3, 0, 1] {
        let tx = tx.clone();
        thread::spawn(move || tx.send(bake(flour)).unwrap());
    } // each thread's sender is dropped as it ends, well or not
    drop(tx);

    println!("total: {}", rx.iter().sum::<u32>());
}
// ANCHOR_END: main
