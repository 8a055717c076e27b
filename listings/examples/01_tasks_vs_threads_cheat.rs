//! The lines to know by heart: start threads, collect their results, let them borrow.

use std::thread;

fn work(n: u32) -> u32 {
    n * n
}

fn main() {
    // ANCHOR: cheat
    // ANCHOR: sheet
    let unit = thread::spawn(|| work(2)); // starts at once
    println!("one {}", unit.join().unwrap()); // Err: it panicked
    // ANCHOR_END: sheet

    let units = [1, 2, 3].map(|n| thread::spawn(move || work(n)));
    for unit in units {
        println!("many {}", unit.join().unwrap()); // in launch order
    }

    let orders = [1, 2, 3];
    let sum = thread::scope(|s| {
        let unit = s.spawn(|| orders.iter().sum::<u32>()); // borrows orders
        unit.join().unwrap()
    }); // the scope joins its threads
    println!("borrowed {sum}");
    // ANCHOR_END: cheat
}
