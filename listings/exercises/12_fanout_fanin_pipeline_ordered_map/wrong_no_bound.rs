// Fails: it_does_not_run_ahead, the_bound_holds
// The channels are bounded, but the map is not: behind a slow first item, all the others wait in it.
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
            for job in items.enumerate() {
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
            }
        }
    });
}
