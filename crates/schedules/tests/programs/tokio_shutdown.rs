//! When the runtime shuts down, a task that waits is dropped, and this lets a task go on that blocks.
// Ends: finished "" | finished "gone\n".
use std::sync::mpsc;

#[tokio::main]
async fn main() {
    let (tx, rx) = mpsc::channel::<()>();
    tokio::spawn(async move {
        if rx.recv().is_err() {
            println!("gone");
        }
    });
    tokio::spawn(async move {
        std::future::pending::<()>().await;
        drop(tx);
    });
}
