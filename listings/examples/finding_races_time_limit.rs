//! A time limit around each test: a deadlock makes the test fail, instead of keeping it running forever.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

// ANCHOR: main
/// Runs `test` in a thread of its own, and says how it ended.
fn verdict(test: fn()) -> &'static str {
    let (passed, verdict) = mpsc::channel();
    thread::spawn(move || {
        test();
        passed.send(()).unwrap(); // a panic drops `passed` without a message
    });
    match verdict.recv_timeout(Duration::from_secs(1)) {
        Ok(()) => "passed",
        Err(RecvTimeoutError::Disconnected) => "panicked",
        Err(RecvTimeoutError::Timeout) => "still running after 1 s",
    }
}

fn sums() {
    assert_eq!([120, 130].iter().sum::<u32>(), 250);
}

fn sums_wrongly() {
    assert_eq!([120, 130].iter().sum::<u32>(), 240);
}

fn waits_for_itself() {
    let (_tx, rx) = mpsc::channel::<u32>();
    let _ = rx.recv(); // `_tx` is never dropped
}

fn main() {
    println!("sums: {}", verdict(sums));
    println!("sums_wrongly: {}", verdict(sums_wrongly));
    println!("waits_for_itself: {}", verdict(waits_for_itself));
}
// ANCHOR_END: main
