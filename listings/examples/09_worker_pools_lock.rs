//! Three bakers share std's receiver behind a mutex, and each holds the lock while it bakes.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, mpsc};
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::channel();
    let jobs = Mutex::new(rx);
    (1..=9).for_each(|loaves| tx.send(loaves).unwrap());
    drop(tx);

    // Relaxed is enough: these are only counts, read after the scope has ended.
    let (at_work, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (baked, locked) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let bake = |loaves| {
        most.fetch_max(at_work.fetch_add(1, Relaxed) + 1, Relaxed);
        if jobs.try_lock().is_err() {
            locked.fetch_add(1, Relaxed); // no other baker can get an order now
        }
        baked.fetch_add(loaves, Relaxed);
        at_work.fetch_sub(1, Relaxed);
    };

    thread::scope(|pool| {
        for _ in 0..3 {
            pool.spawn(|| {
                while let Ok(loaves) = jobs.lock().unwrap().recv() {
                    bake(loaves);
                }
            });
        }
    });
    println!("loaves baked: {baked:?}");
    println!("orders baked behind the lock: {locked:?} of 9");
    println!("most at work at once: {most:?}");
}
// ANCHOR_END: main
