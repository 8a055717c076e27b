//! Each message has a task of its own: a thousand plain runs handle them in order, and shuttle finds a schedule that does not.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use futures::future::{BoxFuture, join_all};
use shuttle::future::block_on;
use shuttle::scheduler::{DfsScheduler, PctScheduler, RandomScheduler, Scheduler};
use shuttle::{Config, Runner};
use tokio::runtime;
use tokio::task::yield_now;

// ANCHOR: broken
#[derive(Clone, Copy)]
enum Message {
    Place(u32),
    Cancel(u32),
}
use Message::{Cancel, Place};

type Orders = Mutex<BTreeSet<u32>>;

/// A cancellation is first checked in `checks` steps, and in each of them other tasks can run.
async fn handle(message: Message, orders: Arc<Orders>, checks: u32) {
    match message {
        Place(order) => _ = orders.lock().unwrap().insert(order),
        Cancel(order) => {
            for _ in 0..checks {
                yield_now().await;
            }
            orders.lock().unwrap().remove(&order);
        }
    }
}

/// The `spawn` of tokio or of shuttle.
type Spawn<Task> = fn(BoxFuture<'static, ()>) -> Task;

/// Handles both messages, and returns how many orders are left to bake.
async fn day<Task: Future>(spawn: Spawn<Task>, checks: u32) -> usize {
    let orders = Arc::new(Orders::default());
    let tasks = [Place(7), Cancel(7)].map(|message| {
        let orders = Arc::clone(&orders);
        spawn(Box::pin(handle(message, orders, checks))) // nothing orders these two tasks
    });
    join_all(tasks).await;
    orders.lock().unwrap().len()
}
// ANCHOR_END: broken

// ANCHOR: fixed
async fn day_fixed<Task: Future>(spawn: Spawn<Task>, checks: u32) -> usize {
    let orders = Arc::new(Orders::default());
    let desk = spawn(Box::pin({
        let orders = Arc::clone(&orders);
        async move {
            for message in [Place(7), Cancel(7)] {
                handle(message, Arc::clone(&orders), checks).await;
            }
        }
    }));
    desk.await;
    orders.lock().unwrap().len()
}
// ANCHOR_END: fixed

/// tokio's scheduler for one thread runs the tasks in the order in which they were spawned, in every run.
// ANCHOR: plain
#[test]
fn a_thousand_plain_runs_pass() {
    // `#[tokio::test]` builds the same runtime.
    let plain = runtime::Builder::new_current_thread().build().unwrap();
    for _ in 0..1000 {
        assert_eq!(plain.block_on(day(tokio::spawn, 0)), 0);
    }
}
// ANCHOR_END: plain

/// tokio's scheduler for several threads does not: if a task spawns two tasks, the second one usually runs first.
// ANCHOR: server
#[test]
fn a_thousand_days_of_a_server_do_not() {
    let server = runtime::Builder::new_multi_thread().build().unwrap();
    let day = |_| server.block_on(async { tokio::spawn(day(tokio::spawn, 0)).await.unwrap() });
    let baked: usize = (0..1000).map(day).sum();
    assert_ne!(baked, 0);
}
// ANCHOR_END: server

// ANCHOR: explore
fn explore(checks: u32) {
    let left = block_on(day(shuttle::future::spawn, checks));
    assert_eq!(left, 0, "a cancelled order is left to bake");
}
// ANCHOR_END: explore

/// In a hundred random schedules shuttle finds one in which the cancellation is handled first.
#[test]
fn a_cancelled_order_is_baked() {
    let test = "finding_races_messages::a_cancelled_order_is_baked";
    crate::fails(test, "finding_races_messages.txt", || {
        shuttle::check_random_with_seed(|| explore(0), 7, 100);
    });
}

/// The schedule that shuttle printed fails again when it is replayed.
// ANCHOR: replay
#[test]
#[should_panic(expected = "a cancelled order is left to bake")]
fn and_again() {
    shuttle::replay(|| explore(0), "910207c6f6c695a497bae53e000801");
}
// ANCHOR_END: replay

/// Returns how many schedules a scheduler tries, and in how many of them the cancelled order is left.
fn count(scheduler: impl Scheduler + 'static, left: fn() -> usize) -> (usize, usize) {
    let baked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&baked);
    let schedules = Runner::new(scheduler, Config::default()).run(move || {
        count.fetch_add(left(), Relaxed); // Relaxed: one schedule after the other
    });
    (schedules, baked.load(Relaxed))
}

/// shuttle tries every schedule of the broken and of the fixed version.
// ANCHOR: all
#[test]
fn schedules_are_counted() {
    let every = || DfsScheduler::new(None, false);
    let broken = || block_on(day(shuttle::future::spawn, 0));
    let fixed = || block_on(day_fixed(shuttle::future::spawn, 0));
    assert_eq!(count(every(), broken), (7, 3)); // schedules, and how many of them leave the order
    assert_eq!(count(every(), fixed), (1, 0));
}
// ANCHOR_END: all

/// If a cancellation takes twenty steps, a thousand random schedules miss the bug that PCT finds.
// ANCHOR: pct
#[test]
fn a_rare_schedule() {
    let random = RandomScheduler::new_from_seed(7, 1_000);
    let pct = PctScheduler::new_from_seed(7, 1, 1_000); // depth 1
    let slow = || block_on(day(shuttle::future::spawn, 20));
    assert_eq!(count(random, slow), (1_000, 0));
    assert_eq!(count(pct, slow), (1_000, 349));
}
// ANCHOR_END: pct
