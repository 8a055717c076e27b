//! serial_test#45: two threads do not find the key, and both insert a lock, so they do not exclude each other.
// Ends: finished "" | panicked "a scoped thread panicked".
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::thread;

type Locks = RwLock<HashMap<String, Arc<Mutex<()>>>>;

static INSIDE: AtomicU32 = AtomicU32::new(0);

fn check_new_key(locks: &Locks, key: &str) -> Arc<Mutex<()>> {
    let exists = locks.read().unwrap().contains_key(key);
    if !exists {
        locks.write().unwrap().insert(key.to_owned(), Arc::new(Mutex::new(())));
    }
    locks.read().unwrap()[key].clone()
}

fn main() {
    let locks = Locks::default();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                let lock = check_new_key(&locks, "db");
                let _guard = lock.lock().unwrap();
                assert_eq!(INSIDE.fetch_add(1, Ordering::SeqCst), 0, "two tests run at once");
                INSIDE.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
}
