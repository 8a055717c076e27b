//! tokio#1973: each of two tasks takes two permits one by one.
// Ends: finished "" | deadlock.
use std::sync::Arc;
use tokio::sync::Semaphore;

async fn transfer(permits: Arc<Semaphore>) {
    let _from = permits.acquire().await.unwrap();
    let _to = permits.acquire().await.unwrap();
}

#[tokio::main]
async fn main() {
    let permits = Arc::new(Semaphore::new(2));
    let first = tokio::spawn(transfer(permits.clone()));
    let second = tokio::spawn(transfer(permits.clone()));
    first.await.unwrap();
    second.await.unwrap();
}
