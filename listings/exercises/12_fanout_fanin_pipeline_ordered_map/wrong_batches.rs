// Fails: a_slow_item_keeps_only_its_worker, all_workers_work
// It works in batches: the next items start only when all threads of the batch have ended, so a slow item stops all workers.
use std::thread;

pub fn ordered_map<T: Send, R: Send>(
    mut items: impl Iterator<Item = T> + Send,
    workers: usize,
    ahead: usize,
    work: impl Fn(T) -> R + Sync,
    mut output: impl FnMut(R),
) {
    let work = &work;
    loop {
        let batch: Vec<T> = items.by_ref().take(workers.min(ahead)).collect();
        if batch.is_empty() {
            return;
        }
        thread::scope(|pool| {
            let threads: Vec<_> = batch
                .into_iter()
                .map(|item| pool.spawn(move || work(item)))
                .collect();
            for thread in threads {
                output(thread.join().unwrap());
            }
        });
    }
}
