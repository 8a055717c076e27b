//! A thread spins until a flag is set.
//! Ends: finished "7\n".
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

static READY: AtomicBool = AtomicBool::new(false);
static DATA: AtomicU32 = AtomicU32::new(0);

fn main() {
    let writer = thread::spawn(|| {
        DATA.store(7, Ordering::SeqCst);
        READY.store(true, Ordering::SeqCst);
    });
    while !READY.load(Ordering::SeqCst) {
        std::thread::yield_now();
    }
    println!("{}", DATA.load(Ordering::SeqCst));
    writer.join().unwrap();
}
