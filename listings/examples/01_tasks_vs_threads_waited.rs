//! Main returns while a task blocks its worker: the runtime waits for the task's next `.await`.

extern crate tokio;

use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::yield_now;

struct Till;

impl Drop for Till {
    fn drop(&mut self) {
        println!("till locked");
    }
}

// ANCHOR: main
#[tokio::main] // several workers
async fn main() {
    let (tx, started) = oneshot::channel();
    tokio::spawn(async {
        let _till = Till; // its destructor prints "till locked"
        tx.send(()).expect("main waits");
        thread::sleep(Duration::from_secs(1)); // blocks the worker
        println!("order saved");
        yield_now().await; // dropped here
        println!("receipt printed");
    });

    started.await.expect("the task starts");
    println!("main returns");
}
// ANCHOR_END: main
