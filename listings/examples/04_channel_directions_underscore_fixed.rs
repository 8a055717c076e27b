//! `drop(tx)` uses the sender, so the closure captures it and the thread drops it.

use std::sync::mpsc::channel;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = channel::<i32>();

    let stage = thread::spawn(move || {
        drop(tx);
    });
    stage.join().unwrap();

    println!("{:?}", rx.try_recv());
}
// ANCHOR_END: main
