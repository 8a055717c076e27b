use answer::Job;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Counts the clean-ups that have begun and that have ended.
#[derive(Clone, Default)]
struct CleanUps {
    begun: Arc<AtomicU32>,
    ended: Arc<AtomicU32>,
}

impl CleanUps {
    /// A clean-up that takes five seconds. Relaxed is enough, because all tasks run on one thread.
    async fn run(self) {
        self.begun.fetch_add(1, Relaxed);
        sleep(seconds(5)).await;
        self.ended.fetch_add(1, Relaxed);
    }

    /// How many have begun, and how many have ended.
    fn counts(&self) -> (u32, u32) {
        (self.begun.load(Relaxed), self.ended.load(Relaxed))
    }
}

/// Work that has ended gives its result, and is not cleaned up.
pub async fn the_result_is_returned() {
    let clean_ups = CleanUps::default();
    let work = async {
        sleep(seconds(10)).await;
        "bread"
    };
    let job = Job::start(work, clean_ups.clone().run());
    sleep(seconds(3_600)).await;
    assert_eq!(job.stop().await, Some("bread"), "the result of the work");
    sleep(seconds(60)).await;
    assert_eq!(clean_ups.counts(), (0, 0), "clean-ups that began and ended");
}

/// The work runs in the background, before anybody calls `stop`.
pub async fn it_works_in_the_background() {
    let rounds = Arc::new(AtomicU32::new(0));
    let counts = Arc::clone(&rounds);
    let work = async move {
        loop {
            sleep(seconds(10)).await;
            counts.fetch_add(1, Relaxed);
        }
    };
    let job: Job<()> = Job::start(work, async {});
    sleep(seconds(35)).await;
    assert_eq!(rounds.load(Relaxed), 3, "rounds of ten seconds within 35 s");
    job.stop().await;
    sleep(seconds(35)).await;
    assert_eq!(rounds.load(Relaxed), 3, "rounds after the work was stopped");
}

/// `stop` stops the work, and waits for the clean-up.
pub async fn stop_waits_for_the_clean_up() {
    let clean_ups = CleanUps::default();
    let job: Job<()> = Job::start(pending(), clean_ups.clone().run());
    sleep(seconds(10)).await;
    assert_eq!(clean_ups.counts(), (0, 0), "clean-ups before `stop`");
    let stopped = Instant::now();
    assert_eq!(job.stop().await, None, "the result of stopped work");
    assert_eq!(stopped.elapsed(), seconds(5), "how long `stop` waited");
    assert_eq!(clean_ups.counts(), (1, 1), "clean-ups that began and ended");
}

/// The work is dropped before the clean-up begins, so all that it held is free.
pub async fn the_clean_up_gets_what_the_work_held() {
    let oven = Arc::new(Semaphore::new(1));
    let (works, cleans) = (Arc::clone(&oven), Arc::clone(&oven));
    let work = async move {
        let _permit = works.acquire().await.unwrap();
        pending::<()>().await;
    };
    let clean_up = async move {
        let _permit = cleans.acquire().await.unwrap();
        sleep(seconds(5)).await;
    };
    let job = Job::start(work, clean_up);
    sleep(seconds(10)).await;
    assert_eq!(oven.available_permits(), 0, "permits that the work left");
    job.stop().await;
    assert_eq!(oven.available_permits(), 1, "permits after the clean-up");
}

/// A job that is dropped is stopped and cleaned up, too.
pub async fn a_dropped_job_is_stopped() {
    let clean_ups = CleanUps::default();
    let running = Arc::new(());
    let owned = Arc::clone(&running);
    let work = async move {
        pending::<()>().await;
        drop(owned);
    };
    let job = Job::start(work, clean_ups.clone().run());
    sleep(seconds(10)).await;
    drop(job);
    sleep(seconds(6)).await;
    let works = Arc::strong_count(&running) > 1;
    assert!(!works, "the work goes on after its job was dropped");
    assert_eq!(clean_ups.counts(), (1, 1), "clean-ups that began and ended");
}

/// A job whose work has ended can be dropped without a clean-up.
pub async fn a_finished_job_may_be_dropped() {
    let clean_ups = CleanUps::default();
    let job = Job::start(sleep(seconds(10)), clean_ups.clone().run());
    sleep(seconds(11)).await;
    drop(job);
    sleep(seconds(11)).await;
    assert_eq!(clean_ups.counts(), (0, 0), "clean-ups that began and ended");
}

/// A clean-up that has begun is not interrupted when the caller of `stop` gives up.
pub async fn a_clean_up_is_not_interrupted() {
    let clean_ups = CleanUps::default();
    let job: Job<()> = Job::start(pending(), clean_ups.clone().run());
    sleep(seconds(10)).await;
    let gave_up = timeout(seconds(2), job.stop()).await;
    assert!(gave_up.is_err(), "`stop` did not wait for the clean-up");
    sleep(seconds(4)).await;
    assert_eq!(clean_ups.counts(), (1, 1), "clean-ups that began and ended");
}

/// A job that is stopped at once has either a result or a clean-up.
pub async fn it_can_be_stopped_at_once() {
    let clean_ups = CleanUps::default();
    let job = Job::start(async { "bread" }, clean_ups.clone().run());
    let is_done = job.stop().await.is_some();
    let expected = if is_done { (0, 0) } else { (1, 1) };
    assert_eq!(clean_ups.counts(), expected, "clean-ups (began, ended)");
}
