//! The lines to know by heart, for threads: a scope waits for all of them, and `join` returns each value.

use std::thread;

fn main() {
    // ANCHOR: cheat
    let mut total = 0;
    thread::scope(|s| {
        let units = [1, 2, 3].map(|n| s.spawn(move || n));
        for unit in units {
            total += unit.join().expect("no panic");
        }
    }); // also waits for threads that nobody joined
    println!("total {total}");
    // ANCHOR_END: cheat
}
