//! `notify_one` is kept for a task that waits later.
// Ends: finished "went on\n".
use std::sync::Arc;
use tokio::sync::Notify;

#[tokio::main]
async fn main() {
    let ready = Arc::new(Notify::new());
    let waiter = {
        let ready = ready.clone();
        tokio::spawn(async move {
            ready.notified().await;
            println!("went on");
        })
    };
    ready.notify_one();
    waiter.await.unwrap();
}
