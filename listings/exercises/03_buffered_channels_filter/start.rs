use std::sync::mpsc::{Receiver, SyncSender};

pub fn through<T: Send, R: Send>(
    items: Vec<T>,
    filter: SyncSender<T>,
    results: Receiver<R>,
) -> Vec<R> {
    for item in items {
        filter.send(item).unwrap();
    }
    drop(filter); // no more items
    results.into_iter().collect()
}
