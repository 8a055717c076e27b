//! The same work under a concurrency limit, a rate limit, and both.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
/// For one second, starts work as often as the limits allow.
async fn run(limit: &str, work: Duration, at_once: usize, mut ticks: Option<Interval>) {
    let open = Instant::now();
    let slots = Arc::new(Semaphore::new(at_once));
    let (mut at_work, mut begun, mut most) = (JoinSet::new(), 0, 0);
    loop {
        let slot = slots.clone().acquire_owned().await.unwrap();
        if let Some(ticks) = &mut ticks {
            ticks.tick().await; // last, because the work starts now
        }
        if open.elapsed() >= SECOND {
            break;
        }
        while at_work.try_join_next().is_some() {} // removes what has ended
        at_work.spawn(async move {
            sleep(work).await;
            drop(slot); // frees the slot for the next one
        });
        begun += 1;
        most = most.max(at_work.len());
    }
    println!("{limit}, work of {work:?}: {begun} begun, {most} at once");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let ten_a_second = || {
        let mut ticks = interval(SECOND / 10);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Some(ticks)
    };
    for work in [SECOND / 100, SECOND * 5] {
        run("two at once", work, 2, None).await;
        run("ten a second", work, Semaphore::MAX_PERMITS, ten_a_second()).await;
        run("both", work, 2, ten_a_second()).await;
    }
}
// ANCHOR_END: main
