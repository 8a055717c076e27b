// Fails: a_slow_item_stops_only_its_thread, fewer_items_than_threads
// Each thread gets its items at the start, so those behind a slow item wait although another thread has nothing to do.
// If there are fewer items than threads, the size of a chunk is 0, and `chunks` panics.
use std::thread;

pub fn parallel_map<T, R, F>(threads: usize, items: &[T], work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync,
{
    let work = &work;
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(items.len() / threads)
            .map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<Vec<R>>()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    })
}
