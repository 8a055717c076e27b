//! Two tasks block both worker threads, so the task for which they wait never runs.
// Ends: finished "both\n" | deadlock.
use std::sync::{Arc, Mutex, mpsc};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let (tx, rx) = mpsc::channel();
    let rx = Arc::new(Mutex::new(rx));
    let mut readers = Vec::new();
    for _ in 0..2 {
        let rx = rx.clone();
        readers.push(tokio::spawn(async move { rx.lock().unwrap().recv().unwrap() }));
    }
    tokio::spawn(async move {
        tx.send(1).unwrap();
        tx.send(2).unwrap();
    });
    for reader in readers {
        reader.await.unwrap();
    }
    println!("both");
}
