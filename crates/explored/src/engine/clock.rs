//! The virtual clocks of std and of tokio.
//!
//! They go on when a thread says so, because a sleep or a time limit has ended. Both show the same time until tokio's is paused: then it
//! goes on by itself to the next alarm when no thread can make a step, and std's does not.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A clock: the time since the start of the program, in nanoseconds.
struct Clock(AtomicU64);

impl Clock {
    fn now(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }

    fn go_on(&self, by: Duration) {
        let by = u64::try_from(by.as_nanos()).unwrap_or(u64::MAX);
        self.0.fetch_add(by, Ordering::Relaxed);
    }
}

static STD: Clock = Clock(AtomicU64::new(0));
static TOKIO: Clock = Clock(AtomicU64::new(0));
static PAUSED: AtomicBool = AtomicBool::new(false);
/// How often std's clock was read since it last went on.
static READS: AtomicU32 = AtomicU32::new(0);
/// The moments of tokio's clock for which somebody waits, each with the number of its alarm.
static ALARMS: Mutex<BTreeSet<(Duration, u64)>> = Mutex::new(BTreeSet::new());
static NEXT_ALARM: AtomicU64 = AtomicU64::new(0);

/// How often std's clock can be read before it goes on by itself, because a loop waits for it.
const MANY_READS: u32 = 100;
/// By how much it goes on then with each read.
const TICK: Duration = Duration::from_millis(1);

fn alarms() -> MutexGuard<'static, BTreeSet<(Duration, u64)>> {
    ALARMS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins an execution.
pub fn begin() {
    STD.0.store(0, Ordering::Relaxed);
    TOKIO.0.store(0, Ordering::Relaxed);
    PAUSED.store(false, Ordering::Relaxed);
    READS.store(0, Ordering::Relaxed);
    alarms().clear();
}

/// The time of std's clock since the start of the program.
pub fn clock() -> Duration {
    if READS.fetch_add(1, Ordering::Relaxed) >= MANY_READS {
        both_go_on(TICK);
    }
    STD.now()
}

/// Lets std's clock go on to this time, if it is not later, and tokio's by as much, if it is not paused.
pub fn pass(until: Duration) {
    READS.store(0, Ordering::Relaxed);
    both_go_on(until.saturating_sub(STD.now()));
}

fn both_go_on(by: Duration) {
    STD.go_on(by);
    if !is_paused() {
        TOKIO.go_on(by);
    }
}

/// The time of tokio's clock since the start of the program. A ready check may call it.
pub fn tokio_clock() -> Duration {
    TOKIO.now()
}

/// Lets tokio's clock go on to this time, if it is not later, and std's by as much, if tokio's is not paused.
pub fn pass_tokio(until: Duration) {
    READS.store(0, Ordering::Relaxed);
    let by = until.saturating_sub(TOKIO.now());
    TOKIO.go_on(by);
    if !is_paused() {
        STD.go_on(by);
    }
}

/// Whether tokio's clock only goes on when all wait. A ready check may call it.
pub fn is_paused() -> bool {
    PAUSED.load(Ordering::Relaxed)
}

/// Pauses tokio's clock, or resumes it; returns whether it was paused.
pub fn pause(paused: bool) -> bool {
    PAUSED.swap(paused, Ordering::Relaxed)
}

/// Lets tokio's clock go on to the next alarm, if it is paused. Returns false if it is not, or if there is no alarm.
pub fn advance() -> bool {
    let now = TOKIO.now();
    let next = alarms().iter().map(|(at, _)| *at).find(|at| *at > now);
    match next {
        Some(next) if is_paused() => {
            pass_tokio(next);
            true
        }
        _ => false,
    }
}

/// A moment of tokio's clock for which somebody waits, until this value is dropped.
#[derive(Debug)]
pub struct Alarm(Duration, u64);

impl Alarm {
    /// An alarm at this time.
    #[must_use]
    pub fn new(at: Duration) -> Self {
        let number = NEXT_ALARM.fetch_add(1, Ordering::Relaxed);
        alarms().insert((at, number));
        Alarm(at, number)
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        alarms().remove(&(self.0, self.1));
    }
}
