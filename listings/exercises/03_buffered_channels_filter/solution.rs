use std::sync::mpsc::{Receiver, SyncSender};
use std::thread;

pub fn through<T: Send, R: Send>(
    items: Vec<T>,
    filter: SyncSender<T>,
    results: Receiver<R>,
) -> Vec<R> {
    thread::scope(|scope| {
        // `move`: this thread drops the sender at its end, so the filter learns that no more items come.
        scope.spawn(move || {
            for item in items {
                if filter.send(item).is_err() {
                    break; // the filter has ended
                }
            }
        });
        results.into_iter().collect()
    })
}
