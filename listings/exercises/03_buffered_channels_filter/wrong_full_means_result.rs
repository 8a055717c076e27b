// Fails: late_results
// When the channel is full, the loop waits for a result. But a filter may need the next item before it has a result.
use std::sync::mpsc::{Receiver, SyncSender, TrySendError};

pub fn through<T: Send, R: Send>(
    items: Vec<T>,
    filter: SyncSender<T>,
    results: Receiver<R>,
) -> Vec<R> {
    let mut received = Vec::new();
    for mut item in items {
        while let Err(TrySendError::Full(refused)) = filter.try_send(item) {
            item = refused;
            received.extend(results.recv());
        }
    }
    drop(filter);
    received.extend(results);
    received
}
