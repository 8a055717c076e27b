//! A spawned thread may outlive the function that started it, so it cannot borrow its locals.

use std::thread;

// ANCHOR: main
fn main() {
    let prices = vec![3, 5, 8];

    let unit = thread::spawn(|| prices.iter().sum::<i32>());

    println!("sum {}", unit.join().unwrap());
    println!("of {prices:?}");
}
// ANCHOR_END: main
