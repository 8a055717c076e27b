//! A virtual clock.
//!
//! It goes on when a thread says so, because a sleep or a time limit has ended. While it is paused, as tokio's can be, it goes on by
//! itself to the next alarm, when no thread can make a step.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::kind::Kind;
use super::thread::{Op, Subject, ThreadId};
use super::{At, point, with};

/// The time since the start of the program, in nanoseconds.
static NOW: AtomicU64 = AtomicU64::new(0);
static PAUSED: AtomicBool = AtomicBool::new(false);
/// The moments for which somebody waits, each with the number of its alarm.
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
    NOW.store(0, Ordering::Relaxed);
    PAUSED.store(false, Ordering::Relaxed);
    alarms().clear();
}

/// The time of the virtual clock since the start of the program. A ready check may call it.
pub fn clock() -> Duration {
    Duration::from_nanos(NOW.load(Ordering::Relaxed))
}

/// Lets the virtual clock go on to this time, if it is not later.
pub fn pass(until: Duration) {
    let until = u64::try_from(until.as_nanos()).unwrap_or(u64::MAX);
    NOW.fetch_max(until, Ordering::Relaxed);
}

/// Whether the clock only goes on when all wait. A ready check may call it.
pub fn is_paused() -> bool {
    PAUSED.load(Ordering::Relaxed)
}

/// Pauses the clock, or resumes it; returns whether it was paused.
pub fn pause(paused: bool) -> bool {
    PAUSED.swap(paused, Ordering::Relaxed)
}

/// Lets a paused clock go on to the next alarm. Returns false if there is none.
pub fn advance() -> bool {
    let now = clock();
    let next = alarms().iter().map(|(at, _)| *at).find(|at| *at > now);
    match next {
        Some(next) if is_paused() => {
            pass(next);
            true
        }
        _ => false,
    }
}

/// A moment for which somebody waits, until this value is dropped.
#[derive(Debug)]
pub struct Alarm(Duration, u64);

impl Alarm {
    /// An alarm at this time of the virtual clock.
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
