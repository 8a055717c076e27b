//! Three bakers share three spoons. Each takes the spoon on the left and then the one on the right, and all wait forever.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: main
fn main() {
    let spoons = [Mutex::new(()), Mutex::new(()), Mutex::new(())];
    let all_hold_one = Barrier::new(3); // makes the deadlock happen in every run

    thread::scope(|bakery| {
        for (seat, name) in ["ada", "bob", "cyd"].into_iter().enumerate() {
            let (left, right) = (&spoons[seat], &spoons[(seat + 1) % 3]);
            let all_hold_one = &all_hold_one;
            let stir = move || {
                let _left = left.lock().unwrap();
                all_hold_one.wait();
                let _right = right.lock().unwrap(); // the baker on the right holds it
            };
            let baker = thread::Builder::new().name(name.to_owned());
            baker.spawn_scoped(bakery, stir).unwrap();
        }
    });
    println!("all have stirred");
}
