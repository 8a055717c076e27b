// Fails: no_more_threads
// A thread is started for each item, however many there are, and `threads` is ignored.
use std::thread;

pub fn parallel_map<T, R, F>(_threads: usize, items: &[T], work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let work = &work;
    thread::scope(|scope| {
        let calls: Vec<_> = items
            .iter()
            .map(|item| scope.spawn(move || work(item)))
            .collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    })
}
