//! A program that waits for the last sender learns that all threads have ended, but not how they ended.

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
    } // each thread drops its sender, also in a panic
    drop(tx);

    println!("total: {}", rx.iter().sum::<u32>());
}
// ANCHOR_END: main
