use answer::run_all;
use futures::FutureExt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

type Job = Pin<Box<dyn Future<Output = Result<u64, String>> + Send>>;

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// Adds one when it is dropped.
struct Ended(Arc<AtomicUsize>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// A job that returns the number of seconds that it takes.
fn takes(time: u64, ended: &Arc<AtomicUsize>) -> Job {
    let ended = Ended(ended.clone());
    Box::pin(async move {
        let _ended = ended;
        sleep(seconds(time)).await;
        Ok(time)
    })
}

/// A job that fails after so many seconds.
fn fails(time: u64) -> Job {
    Box::pin(async move {
        sleep(seconds(time)).await;
        Err(format!("failed after {time} s"))
    })
}

/// A job that panics after so many seconds, without a message on the terminal.
fn panics(time: u64) -> Job {
    Box::pin(async move {
        sleep(seconds(time)).await;
        resume_unwind(Box::new("the job panics"))
    })
}

/// The results come in the order of the jobs, and the jobs run at the same time.
pub async fn all_results_in_order() {
    let ended = Arc::default();
    let start = Instant::now();
    let times = [3, 1, 4, 2];
    let jobs = times.iter().map(|time| takes(*time, &ended)).collect();
    assert_eq!(run_all(jobs).await, Ok(times.to_vec()));
    assert_eq!(start.elapsed(), seconds(4), "how long it took");
    assert_eq!(run_all(Vec::<Job>::new()).await, Ok(vec![]), "no jobs");
}

/// The error that comes first is returned at once.
pub async fn the_first_error_wins() {
    let ended = Arc::default();
    let start = Instant::now();
    let jobs = vec![takes(10, &ended), fails(3), fails(2), takes(1, &ended)];
    let error = run_all(jobs).await.unwrap_err();
    assert_eq!(error, "failed after 2 s");
    assert_eq!(start.elapsed(), seconds(2), "how long it took");
}

/// When the error is returned, the other jobs have ended, and their destructors have run.
pub async fn no_job_is_left() {
    let ended = Arc::default();
    let jobs = vec![takes(10, &ended), fails(1), takes(20, &ended)];
    assert!(run_all(jobs).await.is_err());
    assert_eq!(ended.load(SeqCst), 2, "how many of 2 jobs have ended");
}

/// A panic of a job continues in the caller, after the other jobs have ended.
pub async fn a_panic_goes_on() {
    let ended = Arc::default();
    let start = Instant::now();
    let jobs = vec![takes(10, &ended), panics(1), takes(20, &ended)];
    let running = AssertUnwindSafe(run_all(jobs)).catch_unwind();
    let panic = running.await.expect_err("nobody panicked");
    assert_eq!(ended.load(SeqCst), 2, "how many of 2 jobs have ended");
    assert_eq!(start.elapsed(), seconds(1), "how long it took");
    let words = panic.downcast_ref::<&str>();
    assert_eq!(words, Some(&"the job panics"), "the panic of the job");
}

/// If the future of `run_all` is dropped, its tasks are stopped.
pub async fn a_dropped_call_stops_its_jobs() {
    let done = Arc::new(AtomicUsize::new(0));
    let counter = done.clone();
    let job: Job = Box::pin(async move {
        sleep(seconds(2)).await;
        counter.fetch_add(1, SeqCst);
        Ok(2)
    });
    assert!(timeout(seconds(1), run_all(vec![job])).await.is_err());
    sleep(seconds(10)).await;
    assert_eq!(done.load(SeqCst), 0, "the job has gone on");
}
