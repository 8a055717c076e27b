//! mdk#712: the message is taken out of the queue, and then the future is dropped while it stores it.
// Ends: finished "[1, 2]\n" | finished "[1]\n" | finished "[2]\n".
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;
use tokio::time::{sleep, Duration};

async fn ingest(store: &Mutex<Vec<u32>>, message: u32) {
    tokio::task::yield_now().await;
    store.lock().unwrap().push(message);
}

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::unbounded_channel();
    let store = Arc::new(Mutex::new(Vec::new()));
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    drop(tx);
    let mut timer = 0;
    loop {
        let next_event = async {
            let message = rx.recv().await?;
            ingest(&store, message).await;
            Some(message)
        };
        tokio::select! {
            result = next_event => if result.is_none() { break },
            _ = sleep(Duration::from_millis(5)), if timer < 1 => timer += 1,
        }
    }
    println!("{:?}", store.lock().unwrap());
}
