//! breez#540: `while let Ok(event) = rx.recv().await` ends when the receiver lags.
// Ends: finished "last event: 4\n" | finished "last event: 1\n".
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

#[tokio::main]
async fn main() {
    let (tx, mut rx) = broadcast::channel(2);
    let consumer = tokio::spawn(async move {
        let mut last = 0;
        while let Ok(event) = rx.recv().await {
            last = event;
        }
        last
    });
    for event in 1..=4 {
        tx.send(event).ok();
        tokio::task::yield_now().await;
    }
    drop(tx);
    println!("last event: {}", consumer.await.unwrap());
}
