//! tee: each item goes to two consumers, at the speed of the slower one.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, bounded};
use std::thread;

// ANCHOR: main
fn tee<T: Clone + Send + 'static>(input: Receiver<T>) -> (Receiver<T>, Receiver<T>) {
    let (first, left) = bounded(0);
    let (second, right) = bounded(0);
    thread::spawn(move || {
        for item in input {
            if first.send(item.clone()).is_err() || second.send(item).is_err() {
                return; // one consumer that leaves ends both
            }
        }
    });
    (left, right)
}

fn main() {
    let (tx, numbers) = bounded(0);
    thread::spawn(move || (1..=9).try_for_each(|number| tx.send(number))); // until a send fails

    let (left, right) = tee(numbers);
    let sum = thread::spawn(move || left.iter().sum::<u64>()); // drains both at the same time
    let most = right.iter().max();
    println!("sum {}, most {most:?}", sum.join().unwrap());
}
// ANCHOR_END: main
