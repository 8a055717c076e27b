use answer::through;
use std::sync::mpsc::sync_channel;
use std::thread;

/// No item is lost, and no thread waits forever.
pub fn no_item_is_lost() {
    let (items, input) = sync_channel(1);
    let (output, results) = sync_channel(1);
    thread::spawn(move || {
        for item in input {
            let _ = output.send(10 * item);
        }
    });
    assert_eq!(through(vec![1, 2, 3, 4], items, results), [10, 20, 30, 40]);
}

/// A filter may need several items before it sends a result.
pub fn late_results() {
    let (items, input) = sync_channel(1);
    let (output, results) = sync_channel(1);
    thread::spawn(move || {
        let sum: u32 = input.iter().sum();
        let _ = output.send(sum);
    });
    assert_eq!(through(vec![1, 2, 3], items, results), [6]);
}

/// A filter may end at any time.
pub fn an_early_end_under_every_schedule() {
    let (items, input) = sync_channel(1);
    let (output, results) = sync_channel(1);
    thread::spawn(move || {
        let first: u32 = input.recv().unwrap();
        let _ = output.send(10 * first);
    });
    assert_eq!(through(vec![1, 2, 3], items, results), [10]);
}
