//! Sleeps, and the clock.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use super::Instant;
use super::instant::FAR;
use crate::engine::{self, At, Kind, Op, Subject, clock, here, is_paused, note, pass, point};
use crate::tokio::executor::{Wait, current, wait_until};
use crate::tokio::step::Peek;

/// `tokio::time::Sleep`.
pub struct Sleep {
    deadline: Instant,
    at: At,
    wait: Option<Wait>,
    ended: bool,
}

/// Waits for this long.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    sleep_until(Instant::now() + duration.min(FAR))
}

/// Waits until this moment.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep {
        deadline,
        at: here(),
        wait: None,
        ended: false,
    }
}

impl Sleep {
    /// When it ends.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_elapsed(&self) -> bool {
        self.ended
    }

    /// Lets it end at another moment.
    pub fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.restart(deadline);
    }

    /// As `reset`, without a pin.
    pub(super) fn restart(&mut self, deadline: Instant) {
        self.deadline = deadline;
        self.ended = false;
        self.wait = None;
    }

    /// Where it was made.
    pub(super) fn place(&self) -> At {
        self.at
    }

    fn op(&self) -> Op {
        Op::new(Kind::Sleep, Subject::Nothing, self.at)
    }

    /// Ends now, if it is time.
    pub(super) fn poll_quietly(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let deadline = self.deadline.on_clock();
        if self.ended || deadline <= clock() {
            self.wait = None;
            self.ended = true;
            return Poll::Ready(());
        }
        if current().is_none() {
            // Somebody else's executor polls this, so no task can be woken when the sleep ends.
            point(self.op().yielding());
            pass(deadline);
            self.ended = true;
            return Poll::Ready(());
        }
        self.wait = wait_until(deadline, self.at, context.waker());
        Poll::Pending
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let has_waited = self.wait.is_some();
        let polled = self.poll_quietly(context);
        if polled.is_ready() && has_waited {
            note(self.op(), || ("goes on after its sleep".to_owned(), None));
        }
        polled
    }
}

impl Peek for Sleep {
    fn peek(&self) -> Option<Op> {
        (self.ended || self.deadline.on_clock() <= clock()).then(|| self.op())
    }
}

impl core::fmt::Debug for Sleep {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(to, "Sleep {{ deadline: {:?} }}", self.deadline)
    }
}

/// Pauses the clock: it goes on to the next deadline only when all tasks wait.
///
/// # Panics
/// If it is paused.
#[track_caller]
pub fn pause() {
    assert!(!engine::pause(true), "time is already frozen");
}

/// Lets the clock run again.
///
/// # Panics
/// If it is not paused.
#[track_caller]
pub fn resume() {
    assert!(engine::pause(false), "time is not frozen");
}

/// Lets a paused clock go on by this much, and lets other tasks run.
///
/// # Panics
/// If the clock is not paused.
#[track_caller]
pub fn advance(duration: Duration) -> impl Future<Output = ()> {
    let yielded = crate::tokio::task::yield_now();
    async move {
        assert!(is_paused(), "time is not frozen");
        pass(clock() + duration);
        yielded.await;
    }
}
