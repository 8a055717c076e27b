//! Locks and values as text, as std shows them.
//! Ends: finished, with the lines of the assertions equal.
use std::sync::{LazyLock, Mutex, OnceLock, RwLock};

static LAZY: LazyLock<u32> = LazyLock::new(|| 3);

fn main() {
    let lock = Mutex::new(5);
    assert_eq!(format!("{lock:?}"), "Mutex { data: 5, poisoned: false, .. }");
    let guard = lock.lock().unwrap();
    assert_eq!(format!("{lock:?}"), "Mutex { data: <locked>, poisoned: false, .. }");
    drop(guard);
    assert_eq!(format!("{:?}", RwLock::new("a")), "RwLock { data: \"a\", poisoned: false, .. }");
    let once = OnceLock::new();
    assert_eq!(format!("{once:?}"), "OnceLock(<uninit>)");
    once.set(1).unwrap();
    assert_eq!(format!("{once:?}"), "OnceLock(1)");
    assert_eq!(format!("{LAZY:?}"), "LazyLock(<uninit>)");
    assert_eq!(*LAZY, 3);
    assert_eq!(format!("{LAZY:?}"), "LazyLock(3)");
    println!("equal");
}
