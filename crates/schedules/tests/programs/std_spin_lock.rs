//! A lock of one flag, taken by `compare_exchange` in a loop.
//! Ends: finished "two have added\n".
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

struct SpinLock {
    locked: AtomicBool,
    value: UnsafeCell<u32>,
}

// SAFETY: the value is used only by the thread that has set the flag.
unsafe impl Sync for SpinLock {}

static LOCK: SpinLock = SpinLock { locked: AtomicBool::new(false), value: UnsafeCell::new(0) };

fn add() {
    while LOCK.locked.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
        std::hint::spin_loop();
    }
    // SAFETY: this thread has set the flag.
    unsafe { *LOCK.value.get() += 1 };
    LOCK.locked.store(false, Ordering::Release);
}

fn main() {
    let other = thread::spawn(add);
    add();
    other.join().unwrap();
    println!("two have added");
}
