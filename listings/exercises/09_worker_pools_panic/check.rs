use answer::process;
use std::collections::HashSet;
use std::panic::resume_unwind;
use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

/// What a job does that panics. It prints nothing.
fn fail() -> ! {
    resume_unwind(Box::new("this item is broken"))
}

/// The results are in the order of the items.
pub fn results_are_in_order() {
    let results = process((0..20).collect(), 3, |item: u32| 10 * item);
    let expected: Vec<_> = (0..20).map(|item| Some(10 * item)).collect();
    assert_eq!(results, expected, "from 0 to 190");
    assert!(process(Vec::<u32>::new(), 3, |item| item).is_empty());
}

/// A panic costs only the result of its item.
pub fn a_panic_costs_one_result() {
    let work = |item: u32| if item == 1 { fail() } else { item };
    let results = process(vec![0, 1, 2, 3], 1, work);
    assert_eq!(results, [Some(0), None, Some(2), Some(3)], "item 1 panics");
}

/// The pool survives more panics than it has workers.
pub fn more_panics_than_workers() {
    let work = |item: u32| if item < 5 { fail() } else { item };
    let results = process((0..8).collect(), 2, work);
    assert_eq!(results[..5], [None; 5], "items 0 to 4 panic");
    assert_eq!(results[5..], [Some(5), Some(6), Some(7)], "after 5 panics");
}

/// While one worker works on a slow item, the other one works on all the rest.
pub fn a_slow_item_keeps_only_its_worker() {
    let (done, rest) = mpsc::channel();
    let rest = Mutex::new(rest);
    let work = |item: u32| {
        if item == 0 {
            let rest = rest.lock().unwrap();
            (1..6).for_each(|_| rest.recv().unwrap());
        } else {
            done.send(()).unwrap();
        }
    };
    let results = process((0..6).collect(), 2, work);
    assert_eq!(results, [Some(()); 6], "all items are done");
}

/// All workers work at the same time.
pub fn all_workers_work() {
    let meeting = Barrier::new(3);
    let results = process(vec![0; 9], 3, |_| meeting.wait().is_leader());
    let leaders = results.iter().filter(|&&leader| leader == Some(true));
    assert_eq!(leaders.count(), 3, "three meetings of three workers");
}

/// The pool has no more threads than workers.
pub fn there_are_no_more_threads() {
    let threads = Mutex::new(HashSet::new());
    process(vec![(); 50], 2, |()| {
        threads.lock().unwrap().insert(thread::current().id());
    });
    let threads = threads.into_inner().unwrap().len();
    assert!(threads <= 2, "{threads} threads worked, 2 are allowed");
}
