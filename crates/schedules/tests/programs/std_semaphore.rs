//! A semaphore of a lock and a condition variable: at most one of two threads is inside.
//! Ends: finished "most inside: 1\n".
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex};
use std::thread;

struct Semaphore {
    permits: Mutex<u32>,
    free: Condvar,
}

static SEMAPHORE: Semaphore = Semaphore { permits: Mutex::new(1), free: Condvar::new() };
static INSIDE: AtomicU32 = AtomicU32::new(0);
static MOST: AtomicU32 = AtomicU32::new(0);

fn work() {
    let permits = SEMAPHORE.permits.lock().unwrap();
    *SEMAPHORE.free.wait_while(permits, |permits| *permits == 0).unwrap() -= 1;
    MOST.fetch_max(INSIDE.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    INSIDE.fetch_sub(1, Ordering::SeqCst);
    *SEMAPHORE.permits.lock().unwrap() += 1;
    SEMAPHORE.free.notify_one();
}

fn main() {
    let other = thread::spawn(work);
    work();
    other.join().unwrap();
    println!("most inside: {}", MOST.load(Ordering::SeqCst));
}
