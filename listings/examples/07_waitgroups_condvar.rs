//! A wait group by hand: a count in a mutex, and a `Condvar` with a predicate.

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

// ANCHOR: main
struct Bakery {
    at_work: Mutex<u32>,
    left: Condvar,
}

fn main() {
    let bakery = Arc::new(Bakery {
        at_work: Mutex::new(3), // counted before any thread starts
        left: Condvar::new(),
    });
    for _ in 0..3 {
        let bakery = Arc::clone(&bakery);
        thread::spawn(move || {
            *bakery.at_work.lock().unwrap() -= 1;
            bakery.left.notify_one(); // main checks the count again
        });
    }

    let at_work = bakery.at_work.lock().unwrap();
    let at_work = bakery.left.wait_while(at_work, |n| *n > 0).unwrap();
    println!("at work: {at_work}");
}
// ANCHOR_END: main
