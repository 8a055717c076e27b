//! A task that never reaches an `.await`: its thread can never run another task.

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
        // Relaxed is enough: the flag protects no other data.
        while !STOP.load(Ordering::Relaxed) {
            hint::spin_loop(); // there is no .await in this loop
        }
    });

    yield_now().await; // main yields, so the spinner starts ...
    STOP.store(true, Ordering::Relaxed); // ... and main never gets here
    spinner.await.expect("the spinner ended well");
    println!("stopped");
}
// ANCHOR_END: main
