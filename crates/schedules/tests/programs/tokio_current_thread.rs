//! On one thread, no other task runs between two awaits.
// Ends: finished "2\n".
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let sold = Arc::new(AtomicU32::new(0));
    let sell = |sold: Arc<AtomicU32>| async move {
        let before = sold.load(Ordering::SeqCst);
        sold.store(before + 1, Ordering::SeqCst);
    };
    let first = tokio::spawn(sell(sold.clone()));
    let second = tokio::spawn(sell(sold.clone()));
    first.await.unwrap();
    second.await.unwrap();
    println!("{}", sold.load(Ordering::SeqCst));
}
