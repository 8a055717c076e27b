//! Double-checked locking makes the value once.
//! Ends: finished "made 1\n".
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

static MADE: AtomicBool = AtomicBool::new(false);
static LOCK: Mutex<()> = Mutex::new(());
static TIMES: AtomicU32 = AtomicU32::new(0);

fn make() {
    if !MADE.load(Ordering::Acquire) {
        let _guard = LOCK.lock().unwrap();
        if !MADE.load(Ordering::Relaxed) {
            TIMES.fetch_add(1, Ordering::Relaxed);
            MADE.store(true, Ordering::Release);
        }
    }
}

fn main() {
    let other = thread::spawn(make);
    make();
    other.join().unwrap();
    println!("made {}", TIMES.load(Ordering::Relaxed));
}
