//! Two tills add to one number. A load and a store lose a sale in some schedules, `fetch_add` in none.

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
    sales.fetch_add(1, SeqCst); // one step: no other thread can store in between
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

/// shuttle tries a hundred random schedules, and in one of them a sale is lost.
#[test]
fn a_sale_is_lost() {
    let test = "mutexes_lost_update::a_sale_is_lost";
    crate::fails(test, "08_mutexes_lost_update.txt", || {
        let sell = || assert_eq!(two_tills(book), 2, "a sale is lost");
        shuttle::check_random_with_seed(sell, 8, 100);
    });
}

/// A sale is lost again in the schedule that shuttle printed.
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
        // Relaxed is enough, because shuttle runs one schedule after the other.
        move || _ = lost.fetch_add(2 - two_tills(book), Relaxed)
    };
    let every = DfsScheduler::new(None, false);
    let schedules = Runner::new(every, Config::default()).run(sell);
    (schedules, lost.load(Relaxed))
}

/// shuttle tries every schedule, and the test counts the lost sales.
// ANCHOR: counted
#[test]
fn schedules_are_counted() {
    assert_eq!(count(book), (10, 6)); // schedules, lost sales
    assert_eq!(count(book_fixed), (3, 0));
}
// ANCHOR_END: counted
