//! A send branch is ready when the channel has a free slot, or when its receiver is gone.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, select};

fn bake(what: &str) -> &str {
    println!("baking {what}");
    what
}

// ANCHOR: main
fn main() {
    let (tx, shelf) = bounded(1);

    for what in ["bread", "cakes"] {
        select! {
            send(tx, bake(what)) -> sent => println!("{what}: {sent:?}"),
            default => println!("{what}: the shelf is full"),
        }
    }

    drop(shelf);
    select! {
        send(tx, bake("pies")) -> sent => println!("pies: {sent:?}"),
        default => println!("pies: the shelf is full"),
    }
}
// ANCHOR_END: main
