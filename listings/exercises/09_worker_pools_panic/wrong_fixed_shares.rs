// Fails: a_slow_item_keeps_only_its_worker
// Each worker gets its share before it starts, so the items behind a slow one wait, although another worker is free.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub fn process<T: Send, R: Send>(
    items: Vec<T>,
    workers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<Option<R>> {
    let mut items: Vec<_> = items.into_iter().map(Some).collect();
    let mut results: Vec<_> = items.iter().map(|_| None).collect();
    let share = items.len().div_ceil(workers).max(1);
    thread::scope(|pool| {
        for (items, results) in items.chunks_mut(share).zip(results.chunks_mut(share)) {
            pool.spawn(|| {
                for (item, result) in items.iter_mut().zip(results) {
                    let item = item.take().unwrap();
                    *result = catch_unwind(AssertUnwindSafe(|| work(item))).ok();
                }
            });
        }
    });
    results
}
