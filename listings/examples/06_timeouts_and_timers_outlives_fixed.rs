//! Code can be stopped if it checks a flag or a deadline, or if it awaits now and then.

extern crate tokio;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::{spawn_blocking, yield_now};
use tokio::time::timeout;

// ANCHOR: main
const LIMIT: Duration = Duration::from_millis(10);

fn count_one() {
    std::hint::spin_loop();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    let mut count = spawn_blocking(move || {
        // Relaxed is enough, because the flag guards no other data.
        while !seen.load(Ordering::Relaxed) {
            count_one();
        }
    });
    let late = timeout(LIMIT, &mut count).await;
    stop.store(true, Ordering::Relaxed);
    println!("flag: {late:?}, then {:?}", count.await);

    let deadline = Instant::now() + LIMIT;
    let count = spawn_blocking(move || {
        while Instant::now() < deadline {
            count_one();
        }
    });
    println!("deadline: {:?}", count.await);

    let count = async {
        loop {
            count_one();
            yield_now().await; // the future may be dropped here
        }
    };
    println!("await: {:?}", timeout(LIMIT, count).await);
}
// ANCHOR_END: main
