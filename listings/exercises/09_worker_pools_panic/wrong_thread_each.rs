// Fails: there_are_no_more_threads, one_worker_one_job
// Each job has its own thread. A panic ends only this thread, but nothing limits how many jobs are worked on at once.
use std::thread;

pub fn process<T: Send, R: Send>(
    jobs: Vec<T>,
    _workers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<Option<R>> {
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = jobs
            .into_iter()
            .map(|job| scope.spawn(move || work(job)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().ok())
            .collect()
    })
}
