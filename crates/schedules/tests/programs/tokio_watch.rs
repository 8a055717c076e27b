//! A watcher may miss values, but never the last one.
// Ends: finished "2\n" | finished "1\n2\n".
use tokio::sync::watch;

#[tokio::main]
async fn main() {
    let (tx, mut rx) = watch::channel(0);
    let watcher = tokio::spawn(async move {
        while rx.changed().await.is_ok() {
            let value = *rx.borrow_and_update();
            println!("{value}");
        }
    });
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    drop(tx);
    watcher.await.unwrap();
}
