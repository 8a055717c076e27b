//! `default` makes a select that does not wait; `default(timeout)` limits how long it waits.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, select};
use std::time::Duration;

// ANCHOR: main
fn main() {
    let (tx, orders) = bounded(1);
    let a_while = Duration::from_millis(10);

    select! {
        recv(orders) -> order => println!("took {order:?}"),
        default => println!("nothing is ready"),
    }
    select! {
        recv(orders) -> order => println!("took {order:?}"),
        default(a_while) => println!("nothing within {a_while:?}"),
    }

    tx.send("bread").unwrap();
    select! {
        recv(orders) -> order => println!("took {order:?}"),
        default => println!("nothing is ready"),
    }
}
// ANCHOR_END: main
