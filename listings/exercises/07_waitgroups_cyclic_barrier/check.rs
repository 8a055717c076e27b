use answer::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// A single thread does not wait, and `wait` always returns `true` to it.
pub fn one_thread() {
    let barrier = Barrier::new(1);
    for _ in 0..3 {
        assert!(
            barrier.wait(),
            "`false`, but one thread of each round gets `true`"
        );
    }
}

/// No thread continues before all threads have come, in each of many rounds.
pub fn all_have_come() {
    let barrier = Barrier::new(3);
    let arrivals = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for round in 1..=200 {
                    arrivals.fetch_add(1, SeqCst);
                    barrier.wait();
                    let arrived = arrivals.load(SeqCst);
                    assert!(arrived >= 3 * round, "{arrived} arrivals, round {round}");
                }
            });
        }
    });
}

/// In each round, `wait` returns `true` to exactly one thread.
pub fn one_is_chosen() {
    let barrier = Barrier::new(4);
    let chosen = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..200 {
                    if barrier.wait() {
                        chosen.fetch_add(1, SeqCst);
                    }
                }
            });
        }
    });
    assert_eq!(chosen.into_inner(), 200, "how often `true` in 200 rounds");
}
