//! The virtual clock does not wait for a std thread, but it does wait for `spawn_blocking`.

extern crate tokio;

use std::time::Duration;
use std::{sync::mpsc, thread};
use tokio::sync::oneshot;
use tokio::{task::spawn_blocking, time::timeout};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (go_on, signal) = mpsc::channel();
    let (stock_tx, stock) = oneshot::channel();
    let counter = thread::spawn(move || {
        signal.recv().unwrap();
        let _ = stock_tx.send(120); // `main` has given up already
    });
    let hour = Duration::from_secs(3600);
    println!("thread: {:?}", timeout(hour, stock).await); // the clock jumps
    go_on.send(()).unwrap();
    counter.join().unwrap();

    let stock = spawn_blocking(|| 120); // the clock waits for it
    let limit = Duration::from_millis(1);
    println!("spawn_blocking: {:?}", timeout(limit, stock).await);
}
// ANCHOR_END: main
