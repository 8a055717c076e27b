//! After its sleep, a task drops its guard and then sends, and another task can send in between.
// Ends: finished "[1, 2]\n" | finished "[2, 1]\n".
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel(2);
    let lock = Arc::new(Mutex::new(()));
    let guard = lock.lock().await;
    let other = {
        let (tx, lock) = (tx.clone(), lock.clone());
        tokio::spawn(async move {
            let _guard = lock.lock().await;
            tx.send(2).await.unwrap();
        })
    };
    tokio::time::sleep(Duration::from_millis(1)).await;
    drop(guard);
    tx.send(1).await.unwrap();
    drop(tx);
    other.await.unwrap();
    let mut all = Vec::new();
    while let Some(number) = rx.recv().await {
        all.push(number);
    }
    println!("{all:?}");
}
