//! A thread for blocking work, and a thread of std, send to a task.
// Ends: finished "[1, 2]\n" | finished "[2, 1]\n".
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel(1);
    let other = tx.clone();
    let blocking = tokio::task::spawn_blocking(move || tx.blocking_send(1).unwrap());
    let thread = std::thread::spawn(move || other.blocking_send(2).unwrap());
    let mut all = Vec::new();
    while let Some(number) = rx.recv().await {
        all.push(number);
    }
    blocking.await.unwrap();
    thread.join().unwrap();
    println!("{all:?}");
}
