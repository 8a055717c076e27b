//! `select!` drops an update between two awaits.
// Ends: finished "left 10, right 10\n" | finished "left 5, right 10\n" | finished "left 5, right 15\n".
use std::sync::Arc;
use tokio::sync::{Mutex, oneshot};

#[tokio::main]
async fn main() {
    let left = Arc::new(Mutex::new(10));
    let right = Arc::new(Mutex::new(10));
    let (stop, mut stopped) = oneshot::channel::<()>();
    let mover = {
        let (left, right) = (left.clone(), right.clone());
        tokio::spawn(async move {
            let update = async {
                *left.lock().await -= 5;
                tokio::task::yield_now().await;
                *right.lock().await += 5;
            };
            tokio::select! {
                _ = update => {}
                _ = &mut stopped => {}
            }
        })
    };
    let _ = stop.send(());
    mover.await.unwrap();
    println!("left {}, right {}", left.lock().await, right.lock().await);
}
