//! Nobody sets the flag.
//! Ends: endless.
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);

fn main() {
    let other = thread::spawn(|| println!("other"));
    while !READY.load(Ordering::SeqCst) {}
    other.join().unwrap();
}
