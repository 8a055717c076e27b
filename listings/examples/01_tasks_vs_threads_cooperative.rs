//! A task that never awaits: its thread has no turn left for any other task.

extern crate tokio;

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::task::yield_now;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")] // one thread for all tasks
async fn main() {
    static STOP: AtomicBool = AtomicBool::new(false);

    let spinner = tokio::spawn(async {
        println!("spinning");
        // Relaxed is enough: nothing else is read by this flag.
        while !STOP.load(Ordering::Relaxed) {
            hint::spin_loop(); // no .await in here
        }
    });

    yield_now().await; // let the spinner in ...
    STOP.store(true, Ordering::Relaxed); // ... and never come here
    spinner.await.expect("the spinner ended well");
    println!("stopped");
}
// ANCHOR_END: main
