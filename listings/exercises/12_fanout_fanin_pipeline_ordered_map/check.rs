use answer::ordered_map;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Barrier, Condvar, Mutex, mpsc};
use std::thread;

/// Every result goes out once.
pub fn every_result_goes_out() {
    for (workers, ahead) in [(1, 1), (3, 3), (3, 10), (2, 200)] {
        let mut results = Vec::new();
        ordered_map(0..100, workers, ahead, |n| 10 * n, |n| results.push(n));
        results.sort(); // their order has a check of its own
        let expected: Vec<_> = (0..100).map(|n| 10 * n).collect();
        assert_eq!(results, expected, "{workers} workers, {ahead} ahead");
    }
    ordered_map(0..0, 2, 2, |n: u32| n, |n| panic!("{n} from no items"));
}

/// Whatever the order in which the items are done, the results go out in the order of the items.
pub fn results_keep_their_order() {
    for done in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let (turn, changed) = (Mutex::new(0), Condvar::new());
        let work = |item| {
            let is_next = |turn: &mut usize| done[*turn] == item;
            let turn = turn.lock().unwrap();
            *changed.wait_while(turn, |turn| !is_next(turn)).unwrap() += 1;
            changed.notify_all();
            item
        };
        let mut results = Vec::new();
        ordered_map(0..3, 3, 3, work, |item| results.push(item));
        assert_eq!(results, [0, 1, 2], "they were done in the order {done:?}");
    }
}

/// All workers work at the same time, and there are no others.
pub fn all_workers_work() {
    let meeting = Barrier::new(3);
    let threads = Mutex::new(HashSet::new());
    let work = |_| {
        threads.lock().unwrap().insert(thread::current().id());
        meeting.wait().is_leader()
    };
    let mut leaders = 0;
    ordered_map(0..9, 3, 6, work, |leader| leaders += u32::from(leader));
    assert_eq!(leaders, 3, "three meetings of three workers");
    let threads = threads.into_inner().unwrap().len();
    assert_eq!(threads, 3, "how many threads have worked");
}

/// While one worker works on a slow item, the other one works on the items behind it, as far as `ahead` allows.
pub fn a_slow_item_keeps_only_its_worker() {
    let (done, rest) = mpsc::channel();
    let rest = Mutex::new(rest);
    let work = |item| {
        if item == 0 {
            let rest = rest.lock().unwrap();
            (1..5).for_each(|_| rest.recv().unwrap());
        } else {
            done.send(()).unwrap();
        }
        item
    };
    let mut results = Vec::new();
    ordered_map(0..7, 2, 5, work, |item| results.push(item));
    assert_eq!(results, [0, 1, 2, 3, 4, 5, 6], "all results in order");
}

/// At most `ahead` items have been taken whose results have not gone out.
pub fn it_does_not_run_ahead() {
    for (workers, ahead) in [(2, 2), (3, 5), (1, 3), (3, 1)] {
        let (taken, out) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let items = (0..500).inspect(|_| {
            // SeqCst, so that no increment of `out` is seen late.
            let on_their_way = taken.fetch_add(1, SeqCst) + 1 - out.load(SeqCst);
            most.fetch_max(on_their_way, SeqCst);
        });
        let work = |item| {
            if item == 0 {
                (0..1_000).for_each(|_| thread::yield_now()); // the slow one
            }
        };
        let output = |()| {
            out.fetch_add(1, SeqCst);
        };
        ordered_map(items, workers, ahead, work, output);
        let most = most.into_inner();
        assert!(most <= ahead, "{most} items were on their way, not {ahead}");
        assert_eq!(out.into_inner(), 500, "results that went out");
    }
}

/// If `work` panics, so does `ordered_map`, and no thread waits forever.
pub fn a_panic_ends_it() {
    for workers in [1, 2, 3] {
        let work = |item| {
            if item == 3 {
                resume_unwind(Box::new("this item is broken"));
            }
            item
        };
        let mut results = Vec::new();
        let output = |item| results.push(item);
        let map = || ordered_map(0..100, workers, 4, work, output);
        let caught = catch_unwind(AssertUnwindSafe(map));
        assert!(
            caught.is_err(),
            "`work` panicked, but `ordered_map` did not"
        );
        let expected: Vec<_> = (0..results.len()).collect();
        assert_eq!(results, expected, "results before the panic");
        assert!(results.len() <= 3, "more results than before the panic");
    }
}
