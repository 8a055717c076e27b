//! Two tasks send to each other through full channels.
// Ends: deadlock.
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (to_left, mut left) = mpsc::channel(1);
    let (to_right, mut right) = mpsc::channel(1);
    let first = tokio::spawn(async move {
        for number in 0..2 {
            to_right.send(number).await.unwrap();
        }
        left.recv().await;
        left.recv().await;
    });
    for number in 0..2 {
        to_left.send(number).await.unwrap();
    }
    right.recv().await;
    right.recv().await;
    first.await.unwrap();
}
