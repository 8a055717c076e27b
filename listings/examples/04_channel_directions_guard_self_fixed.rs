//! `send_modify` changes the value in place, so no guard is needed.

extern crate tokio;

use tokio::sync::watch;

// ANCHOR: main
fn main() {
    let (target, current) = watch::channel(20);
    println!("target: {}", *current.borrow());

    target.send_modify(|celsius| *celsius += 2);
    println!("target: {}", *current.borrow());
}
// ANCHOR_END: main
