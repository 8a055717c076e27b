//! Threads may share one sender of std by reference: `Sender` is `Sync` since Rust 1.72.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::channel();

    thread::scope(|scope| {
        for till in 1..=3 {
            let tx = &tx; // a reference, not a clone
            scope.spawn(move || tx.send(till).expect("rx exists"));
        }
    });
    drop(tx); // the only sender

    let mut tills: Vec<i32> = rx.iter().collect();
    tills.sort(); // the threads may send in any order
    println!("tills: {tills:?}");
}
// ANCHOR_END: main
