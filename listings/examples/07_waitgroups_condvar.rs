//! A wait group by hand: a count, a lock, and a `Condvar` that is only waited on with a predicate.

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

// ANCHOR: main
struct Bakery {
    at_work: Mutex<u32>,
    left: Condvar,
}

fn main() {
    let bakery = Arc::new(Bakery {
        at_work: Mutex::new(3), // counted before anybody starts
        left: Condvar::new(),
    });
    for _ in 0..3 {
        let bakery = Arc::clone(&bakery);
        thread::spawn(move || {
            *bakery.at_work.lock().unwrap() -= 1;
            bakery.left.notify_one(); // main looks again
        });
    }

    let at_work = bakery.at_work.lock().unwrap();
    let at_work = bakery.left.wait_while(at_work, |n| *n > 0).unwrap();
    println!("at work: {at_work}");
}
// ANCHOR_END: main
