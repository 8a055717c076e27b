//! The message comes in time, or too late, or the sender is gone without one.
//! Ends: finished "1\n" | finished "timeout\n".
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = channel();
    thread::spawn(move || {
        let _ = tx.send(1);
    });
    match rx.recv_timeout(Duration::from_millis(10)) {
        Ok(number) => println!("{number}"),
        Err(RecvTimeoutError::Timeout) => println!("timeout"),
        Err(RecvTimeoutError::Disconnected) => unreachable!(),
    }
}
