//! A channel that is never ready and never closed: Rust's counterpart of Go's nil channel.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, never, select};

// ANCHOR: main
fn main() {
    let returns = never::<&str>(); // nobody can send on this one
    select! {
        recv(returns) -> _ => println!("a return"),
        default => println!("no return: never ready"),
    }

    let (tx, orders) = bounded(1);
    tx.send("bread").unwrap();
    select! {
        recv(returns) -> _ => println!("a return"),
        recv(orders) -> order => println!("took {}", order.unwrap()),
    }
}
// ANCHOR_END: main
