//! The virtual clocks of std and of tokio.
//!
//! They go on when a thread says so, because a sleep or a time limit has ended. Both show the same time until tokio's is paused: then it
//! goes on by itself to the next alarm when no thread can make a step, and std's does not.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::kind::Kind;
use super::thread::{Op, Subject, ThreadId};
use super::{At, point, with};

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
/// The moments of tokio's clock for which somebody waits, each with the number of its alarm.
static ALARMS: Mutex<BTreeSet<(Duration, u64)>> = Mutex::new(BTreeSet::new());
static NEXT_ALARM: AtomicU64 = AtomicU64::new(0);

fn alarms() -> MutexGuard<'static, BTreeSet<(Duration, u64)>> {
    ALARMS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How often the program has read the clock.
#[derive(Default)]
pub struct Reads {
    /// The time when it was read last.
    seen: Duration,
    /// Since time last passed.
    all: usize,
    /// In a row, by the same thread in the same place.
    equal: usize,
    last: Option<(ThreadId, At)>,
    /// How much time has passed only because the program read the clock.
    passed: Duration,
}

/// After how many reads of the clock in one place time passes, and after how many in all.
const READS: (usize, usize) = (4, 64);
/// How much time passes then. It doubles each time, so that a loop that waits for a moment ends soon.
const PASSES: Duration = Duration::from_millis(1);

/// Notes that the program reads the clock. A loop that waits until a moment would never end if time did not pass.
pub fn look_at_clock(at: At) {
    let now = clock();
    let time_passes = with(|engine| {
        let here = Some((engine.threads.current().id, at));
        let reads = &mut engine.clock_reads;
        if now > reads.seen {
            (reads.seen, reads.all, reads.last) = (now, 0, None);
        }
        reads.all += 1;
        reads.equal = if reads.last == here {
            reads.equal + 1
        } else {
            1
        };
        reads.last = here;
        reads.equal >= READS.0 || reads.all >= READS.1
    });
    if time_passes {
        point(Op::new(Kind::Sleep, Subject::Nothing, at).yielding());
        let more = with(|engine| {
            let reads = &mut engine.clock_reads;
            let more = reads.passed.max(PASSES);
            reads.passed += more;
            engine.run.changed();
            more
        });
        pass(clock() + more);
    }
}

/// Begins an execution.
pub fn begin() {
    STD.0.store(0, Ordering::Relaxed);
    TOKIO.0.store(0, Ordering::Relaxed);
    PAUSED.store(false, Ordering::Relaxed);
    alarms().clear();
}

/// The time of std's clock since the start of the program.
pub fn clock() -> Duration {
    STD.now()
}

/// Lets std's clock go on to this time, if it is not later, and tokio's by as much, if it is not paused.
pub fn pass(until: Duration) {
    let by = until.saturating_sub(STD.now());
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
