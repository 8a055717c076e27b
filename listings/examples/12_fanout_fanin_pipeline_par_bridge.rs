//! rayon takes numbers from a channel and squares them on its own threads. Tags restore the order.

extern crate crossbeam_channel;
extern crate rayon;

use crossbeam_channel::bounded;
use rayon::prelude::*;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, numbers) = bounded(1);
    thread::spawn(move || (1..=9_u64).try_for_each(|number| tx.send(number))); // until a send fails

    let mut tagged: Vec<(usize, u64)> = numbers
        .into_iter()
        .enumerate()
        .par_bridge() // works for any iterator, but loses the order
        .map(|(place, number)| (place, number * number))
        .collect();
    tagged.sort_unstable_by_key(|(place, _)| *place);
    let squares: Vec<u64> = tagged.into_iter().map(|(_, square)| square).collect();
    println!("{squares:?}");

    let range = (1..=9_u64).into_par_iter(); // it can split, so `collect` keeps the order
    let squares: Vec<u64> = range.map(|number| number * number).collect();
    println!("{squares:?}");
}
// ANCHOR_END: main
