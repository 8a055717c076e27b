//! The lines to know by heart: create, send, close, drain, and receive after the end.

use std::{sync::mpsc, thread};

fn main() {
    // ANCHOR: cheat
    // ANCHOR: sheet
    let (tx, rx) = mpsc::sync_channel(0); // 0: a rendezvous
    let producer = thread::spawn(move || {
        for page in 1..=3 {
            tx.send(page).unwrap(); // waits until taken
        }
    }); // tx is dropped: closed

    for page in &rx {
        println!("page {page}"); // until closed and empty
    }
    // ANCHOR_END: sheet
    if rx.recv().is_err() {
        println!("closed"); // returns at once
    }
    producer.join().unwrap();
    // ANCHOR_END: cheat
}
