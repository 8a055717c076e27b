//! A thread reads twice, and a writer comes in between.
//! Ends: finished "0 0\n" | finished "1 1\n" | deadlock.
use std::sync::RwLock;
use std::thread;

fn main() {
    let number = RwLock::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *number.write().unwrap() += 1);
        let outer = number.read().unwrap();
        let inner = number.read().unwrap();
        println!("{} {}", *outer, *inner);
    });
}
