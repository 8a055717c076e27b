//! A flag publishes a price. With `Relaxed`, a reader may see the flag but not the price.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicUsize as Count;

use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use loom::thread;

// ANCHOR: model
fn publish(store: Ordering, load: Ordering) {
    let shop = Arc::new((AtomicU32::new(0), AtomicBool::new(false)));
    let office = thread::spawn({
        let shop = Arc::clone(&shop);
        move || {
            let (price, ready) = &*shop;
            price.store(250, Ordering::Relaxed); // Relaxed: `ready` may publish it
            ready.store(true, store);
        }
    });
    let (price, ready) = &*shop;
    if ready.load(load) {
        assert_eq!(price.load(Ordering::Relaxed), 250, "ready, without a price");
    }
    office.join().unwrap();
}
// ANCHOR_END: model

/// loom finds the execution in which the reader sees the flag before the price.
#[test]
fn relaxed_publishes_nothing() {
    let test = "mutexes_ordering::relaxed_publishes_nothing";
    crate::fails(test, "08_mutexes_ordering.txt", || {
        loom::model(|| publish(Ordering::Relaxed, Ordering::Relaxed));
    });
}

/// loom tries every execution, and no assertion fails.
#[test]
fn release_and_acquire_publish() {
    loom::model(|| publish(Ordering::Release, Ordering::Acquire));
}

/// How many executions loom runs until it has tried all of them, or has found one that fails.
fn executions(store: Ordering, load: Ordering) -> usize {
    let count = std::sync::Arc::new(Count::new(0));
    let executed = std::sync::Arc::clone(&count);
    let explore = || {
        loom::model(move || {
            // Relaxed: the executions run one after the other.
            executed.fetch_add(1, Ordering::Relaxed);
            publish(store, load);
        })
    };
    _ = catch_unwind(AssertUnwindSafe(explore)); // the tests above say whether it fails
    count.load(Ordering::Relaxed)
}

/// The test counts the executions.
// ANCHOR: counted
#[test]
fn executions_are_counted() {
    use Ordering::{Acquire, Relaxed, Release};
    assert_eq!(executions(Relaxed, Relaxed), 3); // the third fails
    assert_eq!(executions(Release, Acquire), 6); // all executions
}
// ANCHOR_END: counted
