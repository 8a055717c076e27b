//! merge: many channels become one, which closes after the last of them.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, bounded};
use std::thread;

fn branch(orders: &'static [&'static str]) -> Receiver<&'static str> {
    let (tx, branch) = bounded(0);
    thread::spawn(move || orders.iter().try_for_each(|order| tx.send(*order)));
    branch
}

// ANCHOR: main
fn merge<T: Send + 'static>(inputs: Vec<Receiver<T>>) -> Receiver<T> {
    let (tx, merged) = bounded(0);
    for input in inputs {
        let tx = tx.clone();
        thread::spawn(move || input.iter().try_for_each(|item| tx.send(item)));
    }
    merged // drops the first `tx`; each clone ends with its thread
}

fn main() {
    let merged = merge(vec![branch(&["bread", "pies"]), branch(&["rolls"])]);
    let mut orders: Vec<&str> = merged.iter().collect();
    orders.sort_unstable(); // they arrive in any order
    println!("{}", orders.join(" "));
}
// ANCHOR_END: main
