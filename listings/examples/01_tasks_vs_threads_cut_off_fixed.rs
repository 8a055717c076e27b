//! Main joins the thread before it returns, so the thread can finish.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

struct Till;

impl Drop for Till {
    fn drop(&mut self) {
        println!("till locked");
    }
}

// ANCHOR: main
fn main() {
    let (tx, started) = mpsc::channel();
    let clerk = thread::spawn(move || {
        let _till = Till; // its destructor prints "till locked"
        tx.send(()).expect("main waits");
        thread::sleep(Duration::from_secs(1)); // stands for a slow disk
        println!("order saved");
    });

    started.recv().expect("the clerk starts");
    clerk.join().expect("the order is saved");
    println!("main returns");
}
// ANCHOR_END: main
