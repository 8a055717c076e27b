//! `reserve` acquires a free slot before a message exists. The permit occupies it until dropped.

extern crate tokio;

use tokio::sync::mpsc::{Sender, channel};

// ANCHOR: main
fn slots<T>(shelf: &Sender<T>, when: &str) {
    let (free, all) = (shelf.capacity(), shelf.max_capacity());
    println!("{when}: {free} of {all} free");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shelf, mut orders) = channel(2);
    slots(&shelf, "new");

    let permit = shelf.reserve().await.unwrap(); // waits for a free slot
    slots(&shelf, "reserved");
    permit.send("bread"); // never waits and returns no error
    slots(&shelf, "sent");

    let unused = shelf.reserve().await.unwrap();
    drop(unused); // releases the slot
    slots(&shelf, "permit dropped");

    // An owned permit can move into a task. Its `send` returns the sender.
    let permit = shelf.reserve_owned().await.unwrap();
    let baker = tokio::spawn(async move { permit.send("cakes") });
    let shelf = baker.await.unwrap();
    slots(&shelf, "sent by the baker");
    println!("queued: {}, first: {:?}", orders.len(), orders.recv().await);

    let permit = shelf.reserve().await.unwrap();
    drop(orders); // nobody can receive any more
    permit.send("rolls"); // no error: the rolls are lost
    println!("sent, though closed: {}", shelf.is_closed());
}
// ANCHOR_END: main
