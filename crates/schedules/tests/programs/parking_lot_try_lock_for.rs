//! A lock may not become free in time.
//! Ends: finished "locked\n" | finished "too late\n".
extern crate parking_lot;
use parking_lot::{Mutex, const_mutex};
use std::thread;
use std::time::Duration;

static LOCK: Mutex<u32> = const_mutex(1);

fn main() {
    let holder = thread::spawn(|| {
        let mut number = LOCK.lock();
        *number += 1;
    });
    match LOCK.try_lock_for(Duration::from_millis(5)) {
        Some(_) => println!("locked"),
        None => println!("too late"),
    }
    holder.join().unwrap();
}
