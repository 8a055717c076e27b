//! A lock for readers and a writer of one number: the readers, or -1 for the writer.
//! Ends: finished "0 0\n" | finished "1 1\n".
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;

static LOCK: AtomicI32 = AtomicI32::new(0);
static LEFT: AtomicI32 = AtomicI32::new(0);
static RIGHT: AtomicI32 = AtomicI32::new(0);

fn main() {
    let writer = thread::spawn(|| {
        while LOCK.compare_exchange(0, -1, Ordering::Acquire, Ordering::Relaxed).is_err() {
            std::hint::spin_loop();
        }
        LEFT.store(1, Ordering::Relaxed);
        RIGHT.store(1, Ordering::Relaxed);
        LOCK.store(0, Ordering::Release);
    });
    loop {
        let readers = LOCK.load(Ordering::Relaxed);
        if readers >= 0
            && LOCK.compare_exchange(readers, readers + 1, Ordering::Acquire, Ordering::Relaxed).is_ok()
        {
            break;
        }
        std::hint::spin_loop();
    }
    println!("{} {}", LEFT.load(Ordering::Relaxed), RIGHT.load(Ordering::Relaxed));
    LOCK.fetch_sub(1, Ordering::Release);
    writer.join().unwrap();
}
