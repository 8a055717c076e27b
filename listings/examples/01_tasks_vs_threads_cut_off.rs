//! Main returns while a thread is still working: the process ends, and so does the thread.

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
    let _clerk = thread::spawn(move || {
        let _till = Till; // its destructor prints "till locked"
        tx.send(()).expect("main waits");
        thread::sleep(Duration::from_secs(1)); // stands for a slow disk
        println!("order saved");
    });

    started.recv().expect("the clerk starts");
    println!("main returns");
}
// ANCHOR_END: main
