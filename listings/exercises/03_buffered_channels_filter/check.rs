use answer::through;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Starts a filter, which sends results for the items that it receives. Both channels have the capacity 1.
fn filter<T: Send + 'static, R: Send + 'static>(
    run: impl FnOnce(Receiver<T>, SyncSender<R>) + Send + 'static,
) -> (SyncSender<T>, Receiver<R>) {
    let (items, input) = sync_channel(1);
    let (output, results) = sync_channel(1);
    thread::spawn(move || run(input, output));
    (items, results)
}

/// Any number of items pass through a filter, and the results are in order.
pub fn many_items() {
    let (items, results) = filter(|input: Receiver<u32>, output| {
        for item in input {
            let _ = output.send(10 * item);
        }
    });
    let received = through((1..=20).collect(), items, results);
    assert_eq!(received, (1..=20).map(|item| 10 * item).collect::<Vec<_>>());
}

/// Without items there are no results.
pub fn no_items() {
    let (items, results) = filter(|input: Receiver<u32>, output| {
        for item in input {
            let _ = output.send(item);
        }
    });
    assert_eq!(through(vec![], items, results), []);
}

/// A filter may send several results for an item, and others at the end.
pub fn more_results_than_items() {
    let (items, results) = filter(|input: Receiver<&str>, output| {
        for line in input {
            for word in line.split(' ') {
                let _ = output.send(word);
            }
        }
        let _ = output.send("(end)");
    });
    let lines = vec!["one", "two three four", "five six", "seven"];
    let words = [
        "one", "two", "three", "four", "five", "six", "seven", "(end)",
    ];
    assert_eq!(through(lines, items, results), words);
}

/// A filter may end before it has received all items. Its results until then are returned.
pub fn a_filter_that_ends_early() {
    let (items, results) = filter(|input: Receiver<u32>, output| {
        for item in input.iter().take(3) {
            let _ = output.send(10 * item);
        }
    });
    assert_eq!(through((1..=20).collect(), items, results), [10, 20, 30]);
}
