// Fails: many_items, no_items, more_results_than_items, no_item_is_lost, late_results
// The thread only borrows the sender, so the sender exists until `through` returns, and the filter waits for more items.
use std::sync::mpsc::{Receiver, SyncSender};
use std::thread;

pub fn through<T: Send, R: Send>(
    items: Vec<T>,
    filter: SyncSender<T>,
    results: Receiver<R>,
) -> Vec<R> {
    thread::scope(|scope| {
        scope.spawn(|| {
            for item in items {
                if filter.send(item).is_err() {
                    break;
                }
            }
        });
        results.into_iter().collect()
    })
}
