//! `let _ = ...` drops the guard at once. A name that begins with `_` keeps it.

extern crate tokio;

use tokio::sync::Mutex;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let till = Mutex::new(0);

    let _ = till.lock().await;
    println!("_ holds the lock: {}", till.try_lock().is_err());

    let _guard = till.lock().await;
    println!("_guard holds the lock: {}", till.try_lock().is_err());
}
// ANCHOR_END: main
