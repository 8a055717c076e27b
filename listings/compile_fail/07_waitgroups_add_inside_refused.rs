//! The thread makes its clone itself, so main has no wait group left to wait with.

extern crate crossbeam_utils;

use crossbeam_utils::sync::WaitGroup;
use std::thread;

// ANCHOR: main
fn main() {
    let bakery = WaitGroup::new();
    thread::spawn(move || {
        let at_work = bakery.clone(); // like Add, but too late
        println!("baked");
        drop(at_work);
    });
    bakery.wait();
}
// ANCHOR_END: main
