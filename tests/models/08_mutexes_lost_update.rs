//! Two tills add to one number: load, then store, loses a sale in some schedules, `fetch_add` in none.

use std::sync::atomic::{AtomicU32 as Count, Ordering::Relaxed};

use shuttle::sync::Arc;
use shuttle::sync::atomic::{AtomicU32, Ordering::SeqCst};
use shuttle::{Config, Runner, scheduler::DfsScheduler, thread};

// ANCHOR: broken
fn book(sales: &AtomicU32) {
    let seen = sales.load(SeqCst);
    sales.store(seen + 1, SeqCst); // the other till may have stored in between
}
// ANCHOR_END: broken

// ANCHOR: fixed
fn book_fixed(sales: &AtomicU32) {
    sales.fetch_add(1, SeqCst); // one step: nothing comes in between
}
// ANCHOR_END: fixed

// ANCHOR: model
fn two_tills(book: fn(&AtomicU32)) -> u32 {
    let sales = Arc::new(AtomicU32::new(0));
    let till = thread::spawn({
        let sales = Arc::clone(&sales);
        move || book(&sales)
    });
    book(&sales);
    till.join().unwrap();
    sales.load(SeqCst)
}
// ANCHOR_END: model

/// Among a hundred random schedules shuttle finds one that loses a sale.
#[test]
fn a_sale_is_lost() {
    let test = "mutexes_lost_update::a_sale_is_lost";
    crate::fails(test, "08_mutexes_lost_update.txt", || {
        let sell = || assert_eq!(two_tills(book), 2, "a sale is lost");
        shuttle::check_random_with_seed(sell, 8, 100);
    });
}

/// The schedule that shuttle printed loses the sale again.
// ANCHOR: replay
#[test]
#[should_panic(expected = "a sale is lost")]
fn and_again() {
    let sell = || assert_eq!(two_tills(book), 2, "a sale is lost");
    shuttle::replay(sell, "91010908800a00");
}
// ANCHOR_END: replay

/// How many schedules there are, and how many sales are lost in all of them.
fn count(book: fn(&AtomicU32)) -> (usize, u32) {
    let lost = std::sync::Arc::new(Count::new(0));
    let sell = {
        let lost = std::sync::Arc::clone(&lost);
        // Relaxed: shuttle runs one schedule after the other.
        move || _ = lost.fetch_add(2 - two_tills(book), Relaxed)
    };
    let every = DfsScheduler::new(None, false);
    let schedules = Runner::new(every, Config::default()).run(sell);
    (schedules, lost.load(Relaxed))
}

/// Every schedule is tried, and the losses are counted.
// ANCHOR: counted
#[test]
fn schedules_are_counted() {
    assert_eq!(count(book), (10, 6)); // schedules, sales lost
    assert_eq!(count(book_fixed), (3, 0));
}
// ANCHOR_END: counted
