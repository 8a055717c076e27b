//! omicron#9272 (and RFD 609, futurelock): a send that is not polled any more keeps its place in the queue of a channel of size 1.
// Ends: deadlock | finished "first\nsecond\n".
use tokio::sync::mpsc;
use tokio::time::{sleep, Duration};

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel::<&str>(1);
    let worker = tokio::spawn(async move {
        tx.send("first").await.unwrap();
        let send = tx.send("second");
        tokio::pin!(send);
        tokio::select! {
            result = &mut send => result.unwrap(),
            _ = sleep(Duration::from_millis(10)) => {
                tx.send("heartbeat").await.unwrap();
                send.await.unwrap();
            }
        }
    });
    sleep(Duration::from_millis(50)).await;
    while let Some(message) = rx.recv().await {
        println!("{message}");
    }
    worker.await.unwrap();
}
