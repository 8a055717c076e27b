//! A sleep does not ensure that the other task has come so far.
// Ends: finished "0\n" | finished "1\n".
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

#[tokio::main]
async fn main() {
    let done = Arc::new(AtomicU32::new(0));
    let seen = done.clone();
    tokio::spawn(async move { seen.store(1, Ordering::SeqCst) });
    tokio::time::sleep(Duration::from_millis(100)).await;
    println!("{}", done.load(Ordering::SeqCst));
}
