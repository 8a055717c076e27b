//! A thread reads twice while a writer waits. `read_recursive` goes before the writer.
//! Ends: finished "0 0\n" | finished "1 1\n".
extern crate parking_lot;
use parking_lot::RwLock;
use std::thread;

fn main() {
    let number = RwLock::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *number.write() += 1);
        let outer = number.read();
        let inner = number.read_recursive();
        println!("{outer} {inner}");
    });
}
