//! Two threads each raise a flag and then read the other's flag: only with `SeqCst` does one of them always see the other.

use std::sync::{Arc as Seen, Mutex as List};

use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering, fence};
use loom::thread;

// ANCHOR: model
/// Raises `mine`, then reads `yours`.
fn raise(mine: &AtomicBool, yours: &AtomicBool, between: Ordering) -> bool {
    mine.store(true, Ordering::Relaxed);
    fence(between); // orders the store before the load only if it is SeqCst
    yours.load(Ordering::Relaxed)
}

fn two_bakers(between: Ordering) -> (bool, bool) {
    let flags = Arc::new((AtomicBool::new(false), AtomicBool::new(false)));
    let baker = thread::spawn({
        let flags = Arc::clone(&flags);
        move || raise(&flags.1, &flags.0, between)
    });
    let first_saw = raise(&flags.0, &flags.1, between);
    (first_saw, baker.join().unwrap())
}
// ANCHOR_END: model

/// All pairs that the bakers see, in all executions that loom knows.
fn outcomes(between: Ordering) -> Vec<(bool, bool)> {
    let seen = Seen::new(List::new(Vec::new()));
    let list = Seen::clone(&seen);
    loom::model(move || {
        let outcome = two_bakers(between);
        list.lock().unwrap().push(outcome);
    });
    let mut seen = seen.lock().unwrap().clone();
    seen.sort_unstable();
    seen.dedup();
    seen
}

/// With `AcqRel` both bakers may miss the other's flag, with `SeqCst` never.
// ANCHOR: outcomes
#[test]
fn only_seq_cst_orders_a_store_before_a_load() {
    let neither = (false, false); // neither baker saw the other's flag
    assert!(outcomes(Ordering::AcqRel).contains(&neither));
    assert!(!outcomes(Ordering::SeqCst).contains(&neither));
}
// ANCHOR_END: outcomes
