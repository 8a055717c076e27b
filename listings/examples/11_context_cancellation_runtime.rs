//! A runtime that shuts down drops its tasks, and waits for blocking calls up to a time limit.

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
        pending::<()>().await // never ends by itself
    });
    runtime.block_on(yield_now()); // lets the task run to its first wait
    let (begun_tx, begun) = bounded(1);
    runtime.spawn_blocking(move || {
        begun_tx.send(()).unwrap();
        never::<u32>().recv() // blocks forever
    });
    begun.recv().unwrap();

    runtime.shutdown_timeout(Duration::from_millis(50));
    println!("closed"); // the blocked thread ends with the process
}
// ANCHOR_END: main
