//! Both branches are ready, so either can win.
// Ends: finished "left 1\n" | finished "right 2\n".
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (to_left, mut left) = mpsc::channel(1);
    let (to_right, mut right) = mpsc::channel(1);
    to_left.send(1).await.unwrap();
    to_right.send(2).await.unwrap();
    tokio::select! {
        Some(number) = left.recv() => println!("left {number}"),
        Some(number) = right.recv() => println!("right {number}"),
    }
}
