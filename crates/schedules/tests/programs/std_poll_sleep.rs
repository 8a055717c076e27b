//! A thread polls a flag with pauses, and a receiver with a time limit.
//! Ends: finished "got 1, flag true\n".
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

static FLAG: AtomicBool = AtomicBool::new(false);

fn main() {
    let (tx, rx) = channel();
    thread::spawn(move || {
        tx.send(1).unwrap();
        FLAG.store(true, Ordering::SeqCst);
    });
    let mut got = 0;
    loop {
        match rx.recv_timeout(Duration::from_millis(5)) {
            Ok(number) => got += number,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    while !FLAG.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(5));
    }
    println!("got {got}, flag {}", FLAG.load(Ordering::SeqCst));
}
