//! Scoped threads borrow: the scope joins them before the locals go.

use std::thread;

// ANCHOR: main
fn main() {
    let prices = vec![3, 5, 8, 13];
    let (left, right) = prices.split_at(2);

    let sum: i32 = thread::scope(|scope| {
        let units = [left, right].map(|half| scope.spawn(|| half.iter().sum::<i32>()));
        units.into_iter().map(|unit| unit.join().unwrap()).sum()
    }); // whoever was not joined is joined here

    println!("sum {sum}");
    println!("of {prices:?}");
}
// ANCHOR_END: main
