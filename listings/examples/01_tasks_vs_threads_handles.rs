//! A dropped handle detaches its thread; `join` on a thread that panicked is an `Err`.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, saved) = mpsc::channel();
    let clerk = thread::spawn(move || tx.send("bread").unwrap());
    drop(clerk); // detached, not stopped
    println!("saved {}", saved.recv().unwrap());

    let warm = false;
    let baker = thread::spawn(move || assert!(warm, "the oven is cold"));
    if let Err(panic) = baker.join() {
        println!("panic: {}", panic.downcast_ref::<&str>().unwrap());
    }
    println!("main goes on");
}
// ANCHOR_END: main
