//! Dropping a handle detaches the thread. `join` returns an `Err` if the thread panicked.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, saved) = mpsc::channel();
    let clerk = thread::spawn(move || tx.send("bread").unwrap());
    drop(clerk); // detaches the thread, which continues
    println!("saved {}", saved.recv().unwrap());

    let warm = false;
    let baker = thread::spawn(move || assert!(warm, "the oven is cold"));
    if let Err(panic) = baker.join() {
        println!("panic: {}", panic.downcast_ref::<&str>().unwrap());
    }
    println!("main goes on");
}
// ANCHOR_END: main
