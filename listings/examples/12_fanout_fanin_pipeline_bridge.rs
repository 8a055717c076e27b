//! bridge: a channel of channels becomes one sequence, one channel after another.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, bounded};
use std::thread;

/// Returns a channel with the lines of one page.
fn page(number: u32) -> Receiver<String> {
    let (tx, lines) = bounded(0);
    thread::spawn(move || {
        (1..=2).try_for_each(|line| tx.send(format!("page {number}, line {line}")))
    });
    lines
}

// ANCHOR: main
fn main() {
    let (tx, pages) = bounded(0);
    thread::spawn(move || (1..=3).try_for_each(|number| tx.send(page(number))));

    for line in pages.into_iter().flatten() {
        println!("{line}");
    }
}
// ANCHOR_END: main
