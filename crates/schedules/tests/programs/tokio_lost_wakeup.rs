//! `notify_waiters` reaches only those that wait already.
// Ends: finished "went on\n" | deadlock.
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
    ready.notify_waiters();
    waiter.await.unwrap();
}
