//! Two threads read with the intention to write later; only one of them can at a time, so no update is lost.
//! Ends: finished "2\n".
extern crate parking_lot;
use parking_lot::{RwLock, RwLockUpgradableReadGuard};
use std::thread;

fn main() {
    let number = RwLock::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let read = number.upgradable_read();
                let next = *read + 1;
                *RwLockUpgradableReadGuard::upgrade(read) = next;
            });
        }
    });
    println!("{}", *number.read());
}
