//! Threads that never give way, one on each core: the kernel takes a core from them.

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
            // Relaxed is enough: nothing else is read by this flag.
            while !STOP.load(Ordering::Relaxed) {
                hint::spin_loop(); // never gives way
            }
        }));
    }

    started.iter().take(cores).for_each(drop); // no core is left for main
    println!("spinning");
    STOP.store(true, Ordering::Relaxed); // a bare flag, as above
    for spinner in spinners {
        spinner.join().expect("the spinner ended well");
    }
    println!("stopped");
}
// ANCHOR_END: main
