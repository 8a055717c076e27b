//! A thread that never gives way: the kernel takes the core from it.

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    static STOP: AtomicBool = AtomicBool::new(false);

    let (tx, started) = mpsc::channel();
    let spinner = thread::spawn(move || {
        println!("spinning");
        tx.send(()).expect("main waits");
        // Relaxed is enough: nothing else is read by this flag.
        while !STOP.load(Ordering::Relaxed) {
            hint::spin_loop(); // never gives way
        }
    });

    started.recv().expect("the spinner starts");
    STOP.store(true, Ordering::Relaxed); // a bare flag, as above
    spinner.join().expect("the spinner ended well");
    println!("stopped");
}
// ANCHOR_END: main
