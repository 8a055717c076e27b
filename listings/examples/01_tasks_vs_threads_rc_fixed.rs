//! `Arc` counts its owners atomically: it is `Send`, if what it holds is `Send` and `Sync`.

use std::sync::Arc;
use std::thread;

// ANCHOR: main
fn main() {
    let menu = Arc::new(vec!["bread", "cakes"]);

    let mine = Arc::clone(&menu);
    let unit = thread::spawn(move || mine.len());

    println!("{} of {menu:?}", unit.join().unwrap());
}
// ANCHOR_END: main
