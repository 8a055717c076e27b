//! Values in static memory are made once in each execution, and are as new in the next one.
//! Ends: finished "made 1 and 1, calls 1\n".
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex, Once, OnceLock};
use std::thread;

static MADE: AtomicU32 = AtomicU32::new(0);
static LAZY: LazyLock<Mutex<Vec<u32>>> = LazyLock::new(|| {
    MADE.fetch_add(1, Ordering::SeqCst);
    Mutex::new(Vec::new())
});
static ONCE_LOCK: OnceLock<String> = OnceLock::new();
static ONCE: Once = Once::new();
static CALLS: AtomicU32 = AtomicU32::new(0);

fn use_all() {
    LAZY.lock().unwrap().push(1);
    ONCE_LOCK.get_or_init(|| "one".repeat(1));
    ONCE.call_once(|| {
        CALLS.fetch_add(1, Ordering::SeqCst);
    });
}

fn main() {
    let other = thread::spawn(use_all);
    use_all();
    other.join().unwrap();
    assert_eq!(LAZY.lock().unwrap().len(), 2);
    assert_eq!(ONCE_LOCK.get().unwrap(), "one");
    println!("made {} and 1, calls {}", MADE.load(Ordering::SeqCst), CALLS.load(Ordering::SeqCst));
}
