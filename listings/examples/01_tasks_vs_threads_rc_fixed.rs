//! `Arc` counts its owners atomically, so it is `Send` if its content is `Send` and `Sync`.

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
