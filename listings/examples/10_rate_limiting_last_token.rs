//! Two requests and one token: each request looks whether there is a token, and takes it later. Both may be allowed.

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
                let there = *tokens.lock().unwrap() > 0; // unlocked here
                if there {
                    *tokens.lock().unwrap() -= 1;
                    allowed.fetch_add(1, Relaxed);
                }
            });
        }
    });
    println!("allowed: {}", allowed.into_inner());
}
