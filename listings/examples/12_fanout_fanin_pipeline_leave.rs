//! The consumer takes three squares and leaves. In each stage a send fails, and the stage ends.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (generated, numbers) = bounded(0);
    let (squared, squares) = bounded(0);

    let generate = thread::spawn(move || {
        let mut number: u64 = 1;
        while generated.send(number).is_ok() {
            number += 1;
        }
        number // the number that was not received
    });
    let square = thread::spawn(move || {
        for number in numbers {
            if squared.send(number * number).is_err() {
                return number * number; // this also drops `numbers`
            }
        }
        unreachable!("the numbers never end")
    });

    let firsts: Vec<u64> = squares.into_iter().take(3).collect(); // then drops `squares`
    println!("took {firsts:?}");
    let in_hand = [square, generate].map(|stage| stage.join().unwrap());
    println!("{} threads joined, with {in_hand:?} in hand", in_hand.len());
}
// ANCHOR_END: main
