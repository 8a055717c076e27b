//! The answer comes in time, or not.
// Ends: finished "got 7\n" | finished "too late\n".
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

#[tokio::main]
async fn main() {
    let (tx, rx) = oneshot::channel();
    tokio::spawn(async move {
        let _ = tx.send(7);
    });
    match timeout(Duration::from_millis(100), rx).await {
        Ok(Ok(number)) => println!("got {number}"),
        Ok(Err(_)) => println!("dropped"),
        Err(_) => println!("too late"),
    }
}
