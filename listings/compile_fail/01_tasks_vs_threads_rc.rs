//! `Rc` counts its owners without synchronization, so it cannot be sent to another thread.

use std::rc::Rc;
use std::thread;

// ANCHOR: main
fn main() {
    let menu = Rc::new(vec!["bread", "cakes"]);

    let mine = Rc::clone(&menu);
    let unit = thread::spawn(move || mine.len());

    println!("{} of {menu:?}", unit.join().unwrap());
}
// ANCHOR_END: main
