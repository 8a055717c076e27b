//! Two requests and one token: a request looks and takes the token while it holds the lock, so only one is allowed.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: main
fn main() {
    let tokens = Mutex::new(1_i32);
    let allowed = AtomicU32::new(0);

    thread::scope(|server| {
        for _ in 0..2 {
            server.spawn(|| {
                let mut tokens = tokens.lock().unwrap();
                if *tokens > 0 {
                    *tokens -= 1;
                    allowed.fetch_add(1, Relaxed);
                }
            });
        }
    });
    println!("allowed: {}", allowed.into_inner());
}
