//! A task reads twice, and a writer waits in between.
// Ends: finished "1\n" | finished "2\n" | deadlock.
use std::sync::Arc;
use tokio::sync::RwLock;

#[tokio::main]
async fn main() {
    let price = Arc::new(RwLock::new(1));
    let writer = {
        let price = price.clone();
        tokio::spawn(async move { *price.write().await += 1 })
    };
    let first = price.read().await;
    let second = price.read().await;
    println!("{}", second);
    drop((first, second));
    writer.await.unwrap();
}
