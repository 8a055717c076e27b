//! `borrow` reads the newest value of a `watch` channel, but does not mark this value as seen.

extern crate tokio;

use tokio::sync::watch;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (target, mut current) = watch::channel(20);

    target.send(21).unwrap();
    current.changed().await.unwrap();

    target.send(22).unwrap();
    println!("heats to {}", *current.borrow());
    println!("changed again: {}", current.has_changed().unwrap());
}
// ANCHOR_END: main
