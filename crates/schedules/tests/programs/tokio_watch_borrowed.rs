//! tokio#4246: a `borrow` of a watch receiver is alive while the same task sends.
// Ends: deadlock.
use std::sync::Arc;
use tokio::sync::watch;

#[tokio::main]
async fn main() {
    let (tx, rx) = watch::channel(0);
    let tx = Arc::new(tx);
    let sender = tx.clone();
    let bump = tokio::task::spawn_blocking(move || {
        let value = rx.borrow();
        sender.send(*value + 1).unwrap();
    });
    bump.await.unwrap();
    println!("{}", *tx.borrow());
}
