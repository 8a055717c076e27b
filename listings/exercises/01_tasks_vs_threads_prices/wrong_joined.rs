// Fails: other_tasks_run
// `join` blocks as well: it is called in a task, so it stops the only thread of the runtime until all shops have answered.
use std::thread;

pub type Ask = Box<dyn FnOnce() -> u32 + Send>;

pub async fn prices(shops: Vec<Ask>) -> Vec<Option<u32>> {
    let threads: Vec<_> = shops.into_iter().map(thread::spawn).collect();
    threads
        .into_iter()
        .map(|thread| thread.join().ok())
        .collect()
}
