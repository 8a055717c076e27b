//! `let _ = tx` neither moves nor drops the sender, and a closure does not capture `tx` by it.

use std::mem::size_of_val;
use std::sync::mpsc;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::channel::<&str>();

    let _ = tx; // `_` is a pattern without a variable: nothing moves
    println!("after `let _`: {:?}", rx.try_recv());

    let ignore = move || {
        let _ = tx; // does not use `tx`, so the closure does not own it
    };
    println!("the closure has {} bytes", size_of_val(&ignore));
    ignore();
    println!("after the closure: {:?}", rx.try_recv());

    let _kept = tx; // a variable, in spite of the underscore: tx moves
    println!("after `let _kept`: {:?}", rx.try_recv());
    drop(_kept);
    println!("after `drop`: {:?}", rx.try_recv());
}
// ANCHOR_END: main
