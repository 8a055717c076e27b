// Fails: there_are_no_more_threads, one_worker_one_item
// Each item has its own thread. A panic ends only this thread, but nothing limits how many items are worked on at once.
use std::thread;

pub fn process<T: Send, R: Send>(
    items: Vec<T>,
    _workers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<Option<R>> {
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = items
            .into_iter()
            .map(|item| scope.spawn(move || work(item)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().ok())
            .collect()
    })
}
