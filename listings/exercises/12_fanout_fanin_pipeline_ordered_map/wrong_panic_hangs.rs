// Fails: a_panic_ends_it, a_panic_ends_all_threads
// The source needs a permit for each item. The item that panics never goes out, so its permit never comes back, and the source waits.
use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

pub fn ordered_map<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    workers: usize,
    ahead: usize,
    work: impl Fn(T) -> R + Sync,
    mut output: impl FnMut(R),
) {
    thread::scope(|pool| {
        let (to_workers, jobs) = bounded(ahead);
        let (to_output, results) = bounded(ahead);
        let (release, permits) = bounded(ahead);
        (0..ahead).for_each(|_| release.send(()).unwrap());
        for _ in 0..workers {
            let (jobs, to_output, work) = (jobs.clone(), to_output.clone(), &work);
            pool.spawn(move || {
                for (place, item) in jobs {
                    let _ = to_output.send((place, work(item)));
                }
            });
        }
        drop((jobs, to_output));
        pool.spawn(move || {
            let mut items = items.enumerate();
            while permits.recv().is_ok()
                && let Some(job) = items.next()
            {
                if to_workers.send(job).is_err() {
                    return;
                }
            }
        });

        let (mut early, mut next) = (BTreeMap::new(), 0);
        for (place, result) in results {
            early.insert(place, result);
            while let Some(result) = early.remove(&next) {
                output(result);
                next += 1;
                let _ = release.send(());
            }
        }
    });
}
