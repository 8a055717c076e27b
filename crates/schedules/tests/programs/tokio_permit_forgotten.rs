//! deadpool: a permit is forgotten while an object is created, and not given back when creation is cancelled by a timeout.
// Ends: deadlock | finished "got one\n".
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

struct Pool {
    permits: Semaphore,
}

impl Pool {
    async fn get(&self) {
        let permit = self.permits.acquire().await.unwrap();
        permit.forget();
        sleep(Duration::from_millis(20)).await;
    }

    fn put(&self) {
        self.permits.add_permits(1);
    }
}

#[tokio::main]
async fn main() {
    let pool = Arc::new(Pool { permits: Semaphore::new(1) });
    if timeout(Duration::from_millis(10), pool.get()).await.is_ok() {
        pool.put();
    }
    pool.get().await;
    println!("got one");
}
