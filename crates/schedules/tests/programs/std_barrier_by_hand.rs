//! A barrier that is used again: the last thread resets the count before the first has seen that it is complete.
// Ends: endless | finished "both passed twice\n".
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

struct SpinBarrier {
    count: AtomicUsize,
    size: usize,
}

impl SpinBarrier {
    fn wait(&self) {
        if self.count.fetch_add(1, SeqCst) + 1 == self.size {
            self.count.store(0, SeqCst);
        } else {
            while self.count.load(SeqCst) != 0 {
                std::hint::spin_loop();
            }
        }
    }
}

fn main() {
    let barrier = SpinBarrier {
        count: AtomicUsize::new(0),
        size: 2,
    };
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                barrier.wait();
                barrier.wait();
            });
        }
    });
    println!("both passed twice");
}
