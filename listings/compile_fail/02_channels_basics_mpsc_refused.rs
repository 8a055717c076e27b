//! The receiver of std's channel cannot be cloned, because it is for one consumer.

use std::sync::mpsc;
use std::thread;

fn main() {
    // ANCHOR: main
    let (tx, rx) = mpsc::sync_channel::<u32>(0);
    let consumers = [rx.clone(), rx].map(|rx| {
        // One receiver for each thread.
        thread::spawn(move || rx.iter().count())
    });
    // ANCHOR_END: main
    tx.send(1).expect("a consumer is there");
    drop((tx, consumers));
}
