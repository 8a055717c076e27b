//! One thread for each core, and none ever yields. The kernel still gives main a core.

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    static STOP: AtomicBool = AtomicBool::new(false);

    let (tx, started) = mpsc::channel();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut spinners = Vec::new();
    for _ in 0..cores {
        let tx = tx.clone();
        spinners.push(thread::spawn(move || {
            tx.send(()).expect("main waits");
            // Relaxed is enough: the flag protects no other data.
            while !STOP.load(Ordering::Relaxed) {
                hint::spin_loop(); // never blocks, never yields
            }
        }));
    }

    started.iter().take(cores).for_each(drop); // every spinner has started
    println!("spinning");
    STOP.store(true, Ordering::Relaxed); // protects no other data, as above
    for spinner in spinners {
        spinner.join().expect("the spinner ended well");
    }
    println!("stopped");
}
// ANCHOR_END: main
