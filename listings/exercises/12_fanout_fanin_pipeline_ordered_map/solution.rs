use crossbeam_channel::{Sender, bounded};
use std::collections::VecDeque;
use std::thread;

/// Calls `work` for the items on `workers` threads, and `output` for the results, in the order of the items.
pub fn ordered_map<T: Send, R: Send>(
    mut items: impl Iterator<Item = T> + Send,
    workers: usize,
    ahead: usize,
    work: impl Fn(T) -> R + Sync,
    mut output: impl FnMut(R),
) {
    thread::scope(|pool| {
        let (to_workers, jobs) = bounded::<(T, Sender<R>)>(ahead);
        for _ in 0..workers {
            let (jobs, work) = (jobs.clone(), &work);
            pool.spawn(move || {
                for (item, answer) in jobs {
                    let _ = answer.send(work(item)); // fails if the caller has panicked
                }
            });
        }
        drop(jobs);

        // One channel for each item on its way, in the order of the items.
        let mut answers = VecDeque::new();
        loop {
            while answers.len() < ahead
                && let Some(item) = items.next()
            {
                let (answer, result) = bounded(1);
                to_workers.send((item, answer)).expect("a worker is left");
                answers.push_back(result);
            }
            let Some(result) = answers.front() else { break };
            output(result.recv().expect("the work has not panicked"));
            answers.pop_front();
        }
    });
}
