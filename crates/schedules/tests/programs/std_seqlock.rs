//! Two atomics that belong together are read under a version, which shows whether both are of the same time.
// Ends: finished "".
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::Arc;

#[derive(Default)]
struct Stats {
    version: AtomicUsize,
    count: AtomicI64,
    sum: AtomicI64,
}

impl Stats {
    fn add(&self, value: i64) {
        self.version.fetch_add(1, Ordering::SeqCst);
        self.count.fetch_add(1, Ordering::SeqCst);
        self.sum.fetch_add(value, Ordering::SeqCst);
        self.version.fetch_add(1, Ordering::SeqCst);
    }

    fn mean(&self) -> i64 {
        loop {
            let before = self.version.load(Ordering::SeqCst);
            let count = self.count.load(Ordering::SeqCst);
            let sum = self.sum.load(Ordering::SeqCst);
            if before % 2 == 0 && self.version.load(Ordering::SeqCst) == before {
                return sum / count.max(1);
            }
        }
    }
}

fn main() {
    let stats = Arc::new(Stats::default());
    let _ = AtomicUsize::new(0);
    let writer = std::thread::spawn({
        let stats = stats.clone();
        move || stats.add(10)
    });
    let mean = stats.mean();
    writer.join().unwrap();
    assert!(mean == 0 || mean == 10, "mean of {mean}");
}
