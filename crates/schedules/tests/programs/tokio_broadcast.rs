//! A slow receiver misses messages.
// Ends: finished "1\n2\n3\n" | finished "missed 1\n2\n3\n".
use tokio::sync::broadcast::{self, error::RecvError};

#[tokio::main]
async fn main() {
    let (tx, mut rx) = broadcast::channel(2);
    let reader = tokio::spawn(async move {
        loop {
            match rx.recv().await {
                Ok(message) => println!("{message}"),
                Err(RecvError::Lagged(missed)) => println!("missed {missed}"),
                Err(RecvError::Closed) => break,
            }
        }
    });
    for number in 1..=3 {
        tx.send(number).unwrap();
    }
    drop(tx);
    reader.await.unwrap();
}
