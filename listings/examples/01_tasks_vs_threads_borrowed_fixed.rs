//! Scoped threads may borrow locals, because the scope joins them before the locals are dropped.

use std::thread;

// ANCHOR: main
fn main() {
    let prices = vec![3, 5, 8, 13];
    let (left, right) = prices.split_at(2);

    let sum: i32 = thread::scope(|scope| {
        let units = [left, right].map(|half| scope.spawn(|| half.iter().sum::<i32>()));
        units.into_iter().map(|unit| unit.join().unwrap()).sum()
    }); // the scope joins every thread that was not joined yet

    println!("sum {sum}");
    println!("of {prices:?}");
}
// ANCHOR_END: main
