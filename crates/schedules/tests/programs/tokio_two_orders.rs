//! Two tasks lock two locks in different orders.
// Ends: finished "done\n" | deadlock.
use std::sync::Arc;
use tokio::sync::Mutex;

#[tokio::main]
async fn main() {
    let left = Arc::new(Mutex::new(0));
    let right = Arc::new(Mutex::new(0));
    let other = {
        let (left, right) = (left.clone(), right.clone());
        tokio::spawn(async move {
            let _right = right.lock().await;
            let _left = left.lock().await;
        })
    };
    {
        let _left = left.lock().await;
        let _right = right.lock().await;
    }
    other.await.unwrap();
    println!("done");
}
