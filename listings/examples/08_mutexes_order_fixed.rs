//! Every clerk locks the shelf with the lower number first, so the clerk that holds it can always get the other.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: main
fn main() {
    let shelves = [Mutex::new(10), Mutex::new(10)];
    let both_begin = Barrier::new(2);

    let swap = |from: usize, to: usize| {
        assert_ne!(from, to, "one shelf cannot be locked twice");
        both_begin.wait();
        let mut low = shelves[from.min(to)].lock().unwrap();
        let mut high = shelves[from.max(to)].lock().unwrap();
        let (from, to) = if from < to {
            (&mut low, &mut high)
        } else {
            (&mut high, &mut low)
        };
        **from -= 1;
        **to += 1;
    };
    thread::scope(|shop| {
        shop.spawn(|| swap(0, 1));
        shop.spawn(|| swap(1, 0));
    });
    let left = shelves.map(|shelf| shelf.into_inner().unwrap());
    println!("swapped {left:?}");
}
