//! The lines to know by heart: fan out to three workers, fan in, and end by closing the channels.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    // ANCHOR: cheat
    let (tx, numbers) = bounded(1);
    let (squared, squares) = bounded(1);
    thread::scope(|scope| {
        // ANCHOR: sheet
        scope.spawn(move || (1..=9).try_for_each(|number: u64| tx.send(number)));
        for _ in 0..3 {
            let (numbers, squared) = (numbers.clone(), squared.clone());
            scope.spawn(move || numbers.iter().try_for_each(|n| squared.send(n * n)));
        }
        drop((numbers, squared)); // no `squared` may be left
        println!("sum {}", squares.into_iter().sum::<u64>());
        // ANCHOR_END: sheet
    }); // joins all threads
    // ANCHOR_END: cheat
}
