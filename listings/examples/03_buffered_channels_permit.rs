//! `reserve` takes a place before there is a message: a permit counts as used until it is sent or dropped.

extern crate tokio;

use tokio::sync::mpsc::{Sender, channel};

// ANCHOR: main
fn places<T>(shelf: &Sender<T>, when: &str) {
    let (free, of) = (shelf.capacity(), shelf.max_capacity());
    println!("{when}: {free} of {of} free");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shelf, mut orders) = channel(2);
    places(&shelf, "new");

    let place = shelf.reserve().await.unwrap(); // waits for room
    places(&shelf, "reserved");
    place.send("bread"); // cannot wait, cannot fail
    places(&shelf, "sent");

    let unused = shelf.reserve().await.unwrap();
    drop(unused); // the place is given back
    places(&shelf, "permit dropped");

    // Owned: may move into another task. Sending gives `shelf` back.
    let place = shelf.reserve_owned().await.unwrap();
    let baker = tokio::spawn(async move { place.send("cakes") });
    let shelf = baker.await.unwrap();
    places(&shelf, "sent by the baker");
    println!("queued: {}, first: {:?}", orders.len(), orders.recv().await);

    let place = shelf.reserve().await.unwrap();
    drop(orders); // the consumer goes
    place.send("rolls"); // no error, and nobody to get them
    println!("sent, though closed: {}", shelf.is_closed());
}
// ANCHOR_END: main
