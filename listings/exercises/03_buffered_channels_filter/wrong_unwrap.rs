// Fails: a_filter_that_ends_early, an_early_end_under_every_schedule
// A filter may end before it has received all items. Then `send` returns an `Err`, and `unwrap` panics.
use std::sync::mpsc::{Receiver, SyncSender};
use std::thread;

pub fn through<T: Send, R: Send>(
    items: Vec<T>,
    filter: SyncSender<T>,
    results: Receiver<R>,
) -> Vec<R> {
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in items {
                filter.send(item).unwrap();
            }
        });
        results.into_iter().collect()
    })
}
