//! A closure does not capture what only `let _ = tx` names, so the thread never owns the sender.

use std::sync::mpsc::channel;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = channel::<i32>();

    let stage = thread::spawn(move || {
        let _ = tx; // meant to drop the sender
    });
    stage.join().unwrap();

    println!("{:?}", rx.try_recv());
    drop(tx); // `main` still owns it
    println!("{:?}", rx.try_recv());
}
// ANCHOR_END: main
