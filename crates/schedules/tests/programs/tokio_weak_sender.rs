//! A weak sender does not keep the channel open.
// Ends: finished "late\nend\n" | finished "end\n".
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel(1);
    let weak = tx.downgrade();
    let late = tokio::spawn(async move {
        if let Some(tx) = weak.upgrade() {
            tx.send("late").await.unwrap();
        }
    });
    drop(tx);
    while let Some(message) = rx.recv().await {
        println!("{message}");
    }
    println!("end");
    late.await.unwrap();
}
