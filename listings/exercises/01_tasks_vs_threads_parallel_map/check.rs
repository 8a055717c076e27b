use answer::parallel_map;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

/// Neither `Clone` nor `Copy`.
#[derive(Debug, PartialEq)]
struct Loaf(u32);

/// With one thread, there is one result for each item, in the order of the items.
pub fn one_thread() {
    let flour = [Loaf(1), Loaf(2), Loaf(3)];
    let bread = parallel_map(1, &flour, |loaf| Loaf(10 * loaf.0));
    assert_eq!(bread, [Loaf(10), Loaf(20), Loaf(30)]);
}

/// As many calls run at the same time as there are threads.
pub fn all_threads_work() {
    let three_calls = Barrier::new(3);
    let leaders = parallel_map(3, &[(); 6], |()| three_calls.wait().is_leader());
    // The barrier opens for three calls at a time, and one of the three is its leader.
    assert_eq!(leaders.into_iter().filter(|leader| *leader).count(), 2);
}

/// No more threads work than the caller allows.
pub fn no_more_threads() {
    let threads = Mutex::new(HashSet::new());
    parallel_map(2, &[(); 20], |()| {
        threads.lock().unwrap().insert(thread::current().id());
    });
    let threads = threads.into_inner().unwrap().len();
    assert!(threads <= 2, "{threads} threads have called `work`");
}

/// While one thread works on a slow item, another one works on all the items behind it.
pub fn a_slow_item_stops_only_its_thread() {
    let (done, others) = mpsc::channel();
    let others = Mutex::new(others);
    let results = parallel_map(2, &[0, 1, 2, 3, 4, 5], |item| {
        if *item == 0 {
            assert_eq!(others.lock().unwrap().iter().take(5).count(), 5);
        } else {
            done.send(()).unwrap();
        }
        10 * item
    });
    assert_eq!(results.len(), 6);
}

/// There may be fewer items than threads, or none.
pub fn fewer_items_than_threads() {
    assert_eq!(parallel_map(3, &["one"], |word| word.len()), [3]);
    assert_eq!(parallel_map(3, &[], |word: &String| word.len()), []);
}

/// A panic of `work` reaches the caller.
pub fn a_panic_reaches_the_caller() {
    let has_panicked = AtomicBool::new(false);
    let result = catch_unwind(AssertUnwindSafe(|| {
        parallel_map(2, &[1, 2, 3, 4], |item| {
            if *item == 3 {
                has_panicked.store(true, Ordering::SeqCst);
                resume_unwind(Box::new("burnt"));
            }
            10 * item
        })
    }));
    let has_panicked = has_panicked.into_inner();
    assert!(has_panicked, "`work` was not called for the third item");
    assert!(result.is_err(), "there is no panic, but {result:?}");
}
