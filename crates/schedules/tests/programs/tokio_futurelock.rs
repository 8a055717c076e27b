//! RFD 609: a future that waits for a lock is not polled while an arm of `select!` waits for the same lock.
// Ends: finished "op1: has the lock\n" | finished "op2: has the lock\n" | deadlock.
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::{sleep, Duration};

async fn do_async_thing(label: &str, lock: Arc<Mutex<()>>) {
    let _guard = lock.lock().await;
    println!("{label}: has the lock");
}

#[tokio::main]
async fn main() {
    let lock = Arc::new(Mutex::new(()));
    let background = tokio::spawn({
        let lock = lock.clone();
        async move {
            let _guard = lock.lock().await;
            sleep(Duration::from_secs(5)).await;
        }
    });
    let mut future1 = Box::pin(do_async_thing("op1", lock.clone()));
    tokio::select! {
        _ = &mut future1 => {}
        _ = sleep(Duration::from_millis(500)) => {
            do_async_thing("op2", lock.clone()).await;
        }
    }
    background.await.unwrap();
}
