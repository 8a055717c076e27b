//! Does not compile: the first worker takes the receiver, so the second worker has none.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, numbers) = bounded(1);
    let (squared, squares) = bounded(1);
    thread::spawn(move || (1..=9).try_for_each(|number: u64| tx.send(number)));
    for _ in 0..3 {
        let squared = squared.clone();
        thread::spawn(move || {
            for number in numbers {
                squared.send(number * number).unwrap();
            }
        });
    }
    drop(squared);
    println!("sum {}", squares.iter().sum::<u64>());
}
// ANCHOR_END: main
