//! Sends readings through tokio's four kinds of channel, to show which receiver gets which.

extern crate tokio;

use std::iter::from_fn;
use tokio::sync::{broadcast, mpsc, oneshot, watch};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    // mpsc is a queue: each reading goes to the only receiver.
    let (tx, mut rx) = mpsc::channel(3);
    for reading in [20, 21, 22] {
        tx.send(reading).await.unwrap(); // waits if the queue is full
    }
    // `from_fn` calls its closure until it returns `None`.
    let all: Vec<_> = from_fn(|| rx.try_recv().ok()).collect();
    println!("mpsc      {all:?}");

    // broadcast: every subscriber gets each reading.
    let (tx, mut roof) = broadcast::channel(4);
    let mut cellar = tx.subscribe();
    for reading in [20, 21, 22] {
        tx.send(reading).unwrap(); // never waits
    }
    let mut late = tx.subscribe(); // gets only later messages
    for rx in [&mut roof, &mut cellar, &mut late] {
        let all: Vec<_> = from_fn(|| rx.try_recv().ok()).collect();
        println!("broadcast {all:?}");
    }

    // watch holds one value, not a queue: only the latest is kept.
    let (tx, mut roof) = watch::channel(0);
    for reading in [20, 21, 22] {
        tx.send(reading).unwrap(); // overwrites the value
    }
    let late = tx.subscribe();
    drop(tx);
    while roof.changed().await.is_ok() {
        let latest = *roof.borrow_and_update();
        println!("watch     {latest}"); // one iteration, as only 22 is left
    }
    println!("watch     {}", *late.borrow());

    let (tx, rx) = watch::channel(0);
    drop(rx);
    let unheard = tx.send(20); // without a receiver, it stores nothing
    println!("watch     {}: {unheard:?}", *tx.borrow());

    // oneshot: a single message, because `send` consumes the sender.
    let (tx, rx) = oneshot::channel();
    tx.send(20).unwrap();
    println!("oneshot   {}", rx.await.unwrap());
}
// ANCHOR_END: main
