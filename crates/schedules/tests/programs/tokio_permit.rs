//! Whoever has a place can send without waiting. But if the other task takes it, nobody receives yet.
// Ends: finished "[1, 2]\n" | deadlock.
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel(1);
    let other = {
        let tx = tx.clone();
        tokio::spawn(async move { tx.send(2).await.unwrap() })
    };
    let place = tx.reserve().await.unwrap();
    place.send(1);
    drop(tx);
    let mut all = Vec::new();
    while let Some(number) = rx.recv().await {
        all.push(number);
    }
    other.await.unwrap();
    println!("{all:?}");
}
