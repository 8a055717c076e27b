//! crossbeam seeds each thread's random numbers alike, so all fresh threads choose the same branch.

extern crate crossbeam_channel;

use crossbeam_channel::{select, unbounded};
use std::thread;

// ANCHOR: main
fn main() {
    let (counter_tx, counter) = unbounded();
    let (phone_tx, phone) = unbounded();
    for order in 0..100 {
        counter_tx.send(order).unwrap();
        phone_tx.send(order).unwrap();
    }

    let mut taken = [0, 0];
    for _ in 0..50 {
        let (counter, phone) = (counter.clone(), phone.clone());
        let clerk = thread::spawn(move || {
            select! {
                recv(counter) -> _ => 0,
                recv(phone) -> _ => 1,
            }
        });
        taken[clerk.join().unwrap()] += 1;
    }
    println!("one branch was never chosen: {}", taken.contains(&0));
}
// ANCHOR_END: main
