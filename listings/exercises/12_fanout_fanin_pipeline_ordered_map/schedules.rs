use answer::ordered_map;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// With `ahead` one, an item is taken only after the result before it has gone out.
pub fn the_bound_holds() {
    let (mut taken, mut most) = (0, 0);
    let out = AtomicUsize::new(0);
    let items = (0..2).inspect(|_| {
        taken += 1;
        // Relaxed is enough: schedules do not reorder memory.
        most = most.max(taken - out.load(Relaxed));
    });
    let output = |_| drop(out.fetch_add(1, Relaxed));
    ordered_map(items, 1, 1, |item| item, output);
    assert_eq!(most, 1, "how many items were on their way");
}

/// If `work` panics, all threads end.
pub fn a_panic_ends_all_threads() {
    let work = |_: u32| resume_unwind(Box::new("this item is broken"));
    let map = || ordered_map(0..2, 2, 1, work, |()| ());
    let caught = catch_unwind(AssertUnwindSafe(map));
    assert!(
        caught.is_err(),
        "`work` panicked, but `ordered_map` did not"
    );
}
