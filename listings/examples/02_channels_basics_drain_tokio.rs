//! Closing a tokio channel removes nothing: buffered messages are received first, then `None`.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::channel(2);
    let second = tx.clone();
    tx.send("bread").await.unwrap();
    second.send("cakes").await.unwrap();

    drop(tx);
    println!("one sender left: {:?}", rx.recv().await);
    drop(second); // the last sender: closed
    println!("closed: {:?}", rx.recv().await);
    println!("closed, empty: {:?}", rx.recv().await);
}
// ANCHOR_END: main
