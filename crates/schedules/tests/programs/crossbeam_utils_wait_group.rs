//! A `WaitGroup` waits for all its members, and a `Backoff` lets others run.
//! Ends: finished "3 ended\n".
extern crate crossbeam_utils;
use crossbeam_utils::{Backoff, CachePadded, sync::WaitGroup, thread};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

fn main() {
    let ended = CachePadded::new(AtomicU32::new(0));
    let started = AtomicBool::new(false);
    thread::scope(|scope| {
        let group = WaitGroup::new();
        for _ in 0..2 {
            let group = group.clone();
            scope.spawn(|_| {
                let backoff = Backoff::new();
                while !started.load(Ordering::SeqCst) {
                    backoff.snooze();
                }
                ended.fetch_add(1, Ordering::SeqCst);
                drop(group);
            });
        }
        started.store(true, Ordering::SeqCst);
        group.wait();
        ended.fetch_add(1, Ordering::SeqCst);
    })
    .unwrap();
    println!("{} ended", ended.load(Ordering::SeqCst));
}
