// Fails: late_results
// The loop waits for one result after each item, but a filter may need more items before it has a result.
use std::sync::mpsc::{Receiver, SyncSender};

pub fn through<T: Send, R: Send>(
    items: Vec<T>,
    filter: SyncSender<T>,
    results: Receiver<R>,
) -> Vec<R> {
    let mut received = Vec::new();
    for item in items {
        if filter.send(item).is_err() {
            break;
        }
        match results.recv() {
            Ok(result) => received.push(result),
            Err(_) => break,
        }
    }
    drop(filter);
    received.extend(results);
    received
}
