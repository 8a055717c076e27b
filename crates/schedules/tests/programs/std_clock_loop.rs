//! A loop looks at the clock until the time has come, with and without a step in between.
//! Ends: finished "both ended\n".
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

static TURNS: AtomicU32 = AtomicU32::new(0);

fn main() {
    let deadline = Instant::now() + Duration::from_secs(10);
    let other = thread::spawn(move || {
        while Instant::now() < deadline {
            TURNS.fetch_add(1, Ordering::Relaxed);
        }
    });
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(20) {}
    other.join().unwrap();
    println!("both ended");
}
