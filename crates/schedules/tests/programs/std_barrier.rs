//! Nobody passes a barrier before all have come, and one of them is the leader.
//! Ends: finished "2 came, 1 led\n".
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn main() {
    let (barrier, came, led) = (Barrier::new(2), AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                came.fetch_add(1, Ordering::SeqCst);
                let result = barrier.wait();
                assert_eq!(came.load(Ordering::SeqCst), 2);
                if result.is_leader() {
                    led.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    println!("{} came, {} led", came.load(Ordering::SeqCst), led.load(Ordering::SeqCst));
}
