//! The consumer does not start. The channels fill up, and then the source blocks.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, unbounded};
use std::sync::Arc;
use std::thread;

// ANCHOR: main
fn main() {
    let (generated, numbers) = bounded(2);
    let (squared, squares) = bounded(2);
    let (taken, told) = unbounded(); // a message for each number
    let alive = Arc::new(()); // each number holds a clone
    let mark = Arc::downgrade(&alive); // counts the clones, without being one
    let fills = (numbers.clone(), squares.clone()); // to read their lengths

    let source = thread::spawn(move || {
        for number in 1..=100_u64 {
            let marked = (number, alive.clone());
            taken.send(number).unwrap();
            generated.send(marked).unwrap();
        }
    });
    thread::spawn(move || {
        for (number, alive) in numbers {
            squared.send((number * number, alive)).unwrap();
        }
    });

    // The source makes its sixth number only when both channels and the squarer are full.
    told.iter().find(|number| *number == 6).unwrap();
    println!("numbers: {} of 2", fills.0.len());
    println!("squares: {} of 2", fills.1.len());
    println!("alive: {} of 100", mark.strong_count() - 1);

    drop(fills);
    let sum: u64 = squares.iter().map(|(square, _)| square).sum();
    source.join().unwrap();
    println!("sum {sum}, alive: {}", mark.strong_count());
}
// ANCHOR_END: main
