//! The main task keeps a sender, so the channel never ends.
// Ends: deadlock.
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel(8);
    for number in 0..2 {
        let tx = tx.clone();
        tokio::spawn(async move { tx.send(number).await.unwrap() });
    }
    while let Some(number) = rx.recv().await {
        println!("{number}");
    }
    drop(tx);
}
