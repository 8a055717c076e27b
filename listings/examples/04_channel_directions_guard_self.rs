//! A guard in the argument of `send` lives until `send` returns, and `send` waits for the guard.

extern crate tokio;

use tokio::sync::watch;

// ANCHOR: main
fn main() {
    let (target, current) = watch::channel(20);
    println!("target: {}", *current.borrow());

    target.send(*current.borrow() + 2).unwrap();
    println!("target: {}", *current.borrow());
}
// ANCHOR_END: main
