//! The guard is dropped at the end of the `let`, so three bakers work at once. A barrier proves it.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::channel();
    let jobs = Mutex::new(rx);
    (1..=9).for_each(|loaves| tx.send(loaves).unwrap());
    drop(tx);

    // Relaxed is enough: these are only counts, read after the scope has ended.
    let (at_work, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let baked = AtomicUsize::new(0);
    let meeting = Barrier::new(3);
    let bake = |loaves| {
        most.fetch_max(at_work.fetch_add(1, Relaxed) + 1, Relaxed);
        meeting.wait(); // under the lock, only one baker could come
        baked.fetch_add(loaves, Relaxed);
        at_work.fetch_sub(1, Relaxed);
    };

    thread::scope(|pool| {
        for _ in 0..3 {
            pool.spawn(|| {
                loop {
                    let job = jobs.lock().unwrap().recv(); // released at the `;`
                    let Ok(loaves) = job else { break };
                    bake(loaves);
                }
            });
        }
    });
    println!("loaves baked: {baked:?}");
    println!("most at work at once: {most:?}");
}
// ANCHOR_END: main
