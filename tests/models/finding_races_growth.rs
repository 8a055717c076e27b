//! How exploring grows: the number of executions for one, two and three threads that each add once.

use std::sync::Arc as Shared;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use loom::model::Builder;
use loom::sync::Arc;
use loom::sync::atomic::AtomicU32;
use loom::thread;

// ANCHOR: counted
/// Returns how many executions loom runs, each with at most `preemptions` preemptions.
fn executions(threads: usize, preemptions: Option<usize>) -> usize {
    let count = Shared::new(AtomicUsize::new(0));
    let executed = Shared::clone(&count);
    let mut loom = Builder::new();
    loom.preemption_bound = preemptions;
    loom.check(move || {
        executed.fetch_add(1, Relaxed); // Relaxed: executions run one after the other
        let sales = Arc::new(AtomicU32::new(0));
        let tills: Vec<_> = (0..threads)
            .map(|_| {
                let sales = Arc::clone(&sales);
                // Relaxed: nothing else depends on this number.
                thread::spawn(move || sales.fetch_add(1, Relaxed))
            })
            .collect();
        for till in tills {
            till.join().unwrap();
        }
    });
    count.load(Relaxed)
}

#[test]
fn executions_are_counted() {
    let all = [1, 2, 3].map(|threads| executions(threads, None));
    let bounded = [1, 2, 3].map(|threads| executions(threads, Some(2)));
    assert_eq!(all, [1, 27, 6225]);
    assert_eq!(bounded, [1, 20, 290]);
}
// ANCHOR_END: counted
