//! A lock of two numbers: the next ticket, and the one whose turn it is.
//! Ends: finished "2\n".
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static NEXT: AtomicU32 = AtomicU32::new(0);
static TURN: AtomicU32 = AtomicU32::new(0);
static SOLD: AtomicU32 = AtomicU32::new(0);

fn sell() {
    let ticket = NEXT.fetch_add(1, Ordering::Relaxed);
    while TURN.load(Ordering::Acquire) != ticket {
        std::hint::spin_loop();
    }
    let sold = SOLD.load(Ordering::Relaxed);
    SOLD.store(sold + 1, Ordering::Relaxed);
    TURN.store(ticket + 1, Ordering::Release);
}

fn main() {
    let other = thread::spawn(sell);
    sell();
    other.join().unwrap();
    println!("{}", SOLD.load(Ordering::Relaxed));
}
