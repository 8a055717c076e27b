// Fails: results_keep_their_order, a_slow_item_keeps_only_its_worker, a_panic_ends_it, a_panic_ends_all_threads
// The results go out in the order in which they arrive.
use crossbeam_channel::bounded;
use std::thread;

pub fn ordered_map<T: Send, R: Send>(
    mut items: impl Iterator<Item = T> + Send,
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
                for item in jobs {
                    let _ = to_output.send(work(item));
                }
            });
        }
        drop((jobs, to_output));
        let mut on_their_way = 0;
        loop {
            while on_their_way < ahead
                && let Some(item) = items.next()
            {
                to_workers.send(item).unwrap();
                on_their_way += 1;
            }
            if on_their_way == 0 {
                break;
            }
            output(results.recv().unwrap());
            on_their_way -= 1;
        }
    });
}
