//! The same three readings through each of tokio's channels: who gets which?

extern crate tokio;

use std::iter::from_fn;
use tokio::sync::{broadcast, mpsc, oneshot, watch};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    // mpsc: a queue. Each reading goes to the one receiver.
    let (tx, mut rx) = mpsc::channel(3);
    for reading in [20, 21, 22] {
        tx.send(reading).await.unwrap(); // waits when full
    }
    // `from_fn` calls until `None`: all that is there.
    let all: Vec<_> = from_fn(|| rx.try_recv().ok()).collect();
    println!("mpsc      {all:?}");

    // broadcast: each reading goes to every subscriber.
    let (tx, mut roof) = broadcast::channel(4);
    let mut cellar = tx.subscribe();
    for reading in [20, 21, 22] {
        tx.send(reading).unwrap(); // never waits
    }
    let mut late = tx.subscribe(); // only what comes after
    for rx in [&mut roof, &mut cellar, &mut late] {
        let all: Vec<_> = from_fn(|| rx.try_recv().ok()).collect();
        println!("broadcast {all:?}");
    }

    // watch: a value, not a queue. Only the latest is there.
    let (tx, mut roof) = watch::channel(0);
    for reading in [20, 21, 22] {
        tx.send(reading).unwrap(); // overwrites
    }
    let late = tx.subscribe();
    drop(tx);
    while roof.changed().await.is_ok() {
        let latest = *roof.borrow_and_update();
        println!("watch     {latest}"); // one turn: 22 alone is left
    }
    println!("watch     {}", *late.borrow());

    let (tx, rx) = watch::channel(0);
    drop(rx);
    let unheard = tx.send(20); // stores nothing
    println!("watch     {}: {unheard:?}", *tx.borrow());

    // oneshot: one value, once. `send` uses the sender up.
    let (tx, rx) = oneshot::channel();
    tx.send(20).unwrap();
    println!("oneshot   {}", rx.await.unwrap());
}
// ANCHOR_END: main
