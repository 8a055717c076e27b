//! delta-kernel-rs#3202: blocking tasks fill the pool and wait for another blocking task.
// Ends: deadlock.
use std::sync::mpsc::channel;
use tokio::runtime::Builder;

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(1).max_blocking_threads(1).build().unwrap();
    let handle = runtime.handle().clone();
    runtime.block_on(async move {
        let outer = tokio::task::spawn_blocking(move || {
            let (tx, rx) = channel();
            handle.spawn(async move {
                tokio::task::spawn_blocking(move || tx.send(42).unwrap()).await.unwrap();
            });
            rx.recv().unwrap()
        });
        println!("{}", outer.await.unwrap());
    });
}
