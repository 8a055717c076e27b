//! A lock of std is held across an await, on a runtime with one thread.
// Ends: finished "2\n" | deadlock.
use std::sync::{Arc, Mutex};

async fn add(count: Arc<Mutex<u32>>) {
    let mut count = count.lock().unwrap();
    tokio::task::yield_now().await;
    *count += 1;
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let local = tokio::task::LocalSet::new();
    let count = Arc::new(Mutex::new(0));
    let both = local.run_until(async {
        let first = tokio::task::spawn_local(add(count.clone()));
        let second = tokio::task::spawn_local(add(count.clone()));
        first.await.unwrap();
        second.await.unwrap();
    });
    runtime.block_on(both);
    println!("{}", count.lock().unwrap());
}
