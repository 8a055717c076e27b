//! A runtime that is shut down drops its tasks, and waits for a blocking call only as long as it is told to.

extern crate crossbeam_channel;
extern crate tokio;

use crossbeam_channel::{bounded, never};
use std::{future::pending, time::Duration};
use tokio::{runtime::Builder, task::yield_now};

// ANCHOR: main
struct Oven;

impl Drop for Oven {
    fn drop(&mut self) {
        println!("oven: off");
    }
}

fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.spawn(async {
        let _oven = Oven;
        pending::<()>().await // asks nobody
    });
    runtime.block_on(yield_now()); // the oven is on
    let (begun_tx, begun) = bounded(1);
    runtime.spawn_blocking(move || {
        begun_tx.send(()).unwrap();
        never::<u32>().recv() // blocks, and asks nobody
    });
    begun.recv().unwrap();

    runtime.shutdown_timeout(Duration::from_millis(50));
    println!("closed"); // the end of main ends the thread
}
// ANCHOR_END: main
