//! Two threads print one line each. Nothing says which line comes first.

use std::thread;

// ANCHOR: main
fn main() {
    thread::scope(|bakery| {
        bakery.spawn(|| println!("bread is ready"));
        bakery.spawn(|| println!("cakes are ready"));
    });
}
