use answer::run_all;
use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Barrier};

type Job = Pin<Box<dyn Future<Output = Result<u32, &'static str>> + Send>>;

struct Ended(Arc<AtomicBool>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

/// The jobs run in parallel: two jobs that block until both have come do not wait forever.
pub async fn jobs_run_in_parallel() {
    let meeting = Arc::new(Barrier::new(2));
    let jobs = [1, 2].map(|number| {
        let meeting = meeting.clone();
        async move {
            meeting.wait();
            Ok::<_, ()>(number)
        }
    });
    assert_eq!(run_all(Vec::from(jobs)).await, Ok(vec![1, 2]));
}

/// When the error of one job is returned, the other job has ended, under every schedule.
pub async fn the_other_has_ended() {
    let flag = Arc::new(AtomicBool::new(false));
    let ended = Ended(flag.clone());
    let waits: Job = Box::pin(async move {
        let _ended = ended;
        pending().await
    });
    let fails: Job = Box::pin(async { Err("broken") });
    assert_eq!(run_all(vec![waits, fails]).await, Err("broken"));
    assert!(flag.load(SeqCst), "the other job has not ended");
}
