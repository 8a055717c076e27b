//! A task blocks the only thread, so the task for which it waits never runs.
// Ends: deadlock.
use std::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, rx) = mpsc::channel();
    tokio::spawn(async move { tx.send(1).unwrap() });
    println!("{}", rx.recv().unwrap());
}
