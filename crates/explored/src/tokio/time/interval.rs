//! Ticks.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use super::{Instant, Sleep, sleep_until};
use crate::engine::Op;
use crate::tokio::step::Peek;

/// What an interval does when a tick comes late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MissedTickBehavior {
    /// The missed ticks come at once.
    #[default]
    Burst,
    /// The next tick comes a period after the late one.
    Delay,
    /// Missed ticks do not come; the next ones come at multiples of the period.
    Skip,
}

impl MissedTickBehavior {
    fn next(self, missed: Instant, now: Instant, period: Duration) -> Instant {
        match self {
            Self::Burst => missed + period,
            Self::Delay => now + period,
            Self::Skip => {
                let late = (now - missed).as_nanos() % period.as_nanos();
                let late = Duration::from_nanos(u64::try_from(late).unwrap_or(u64::MAX));
                now + (period - late)
            }
        }
    }
}

/// How late a tick may come before it counts as missed.
const TOLERANCE: Duration = Duration::from_millis(5);

/// `tokio::time::Interval`.
#[derive(Debug)]
pub struct Interval {
    delay: Sleep,
    period: Duration,
    behavior: MissedTickBehavior,
}

/// Ticks at once, and then after each period.
///
/// # Panics
/// If the period is zero.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    interval_at(Instant::now(), period)
}

/// Ticks at `start`, and then after each period.
///
/// # Panics
/// If the period is zero.
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(period > Duration::ZERO, "`period` must be non-zero.");
    Interval {
        delay: sleep_until(start),
        period,
        behavior: MissedTickBehavior::default(),
    }
}

/// The future of [`Interval::tick`].
pub struct Tick<'a>(&'a mut Interval);

impl Future for Tick<'_> {
    type Output = Instant;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Instant> {
        self.0.poll_tick(context)
    }
}

impl Peek for Tick<'_> {
    fn peek(&self) -> Option<Op> {
        self.0.delay.peek()
    }
}

impl Interval {
    /// Waits for the next tick.
    pub fn tick(&mut self) -> Tick<'_> {
        Tick(self)
    }

    /// As [`Interval::tick`], as a poll.
    pub fn poll_tick(&mut self, context: &mut Context<'_>) -> Poll<Instant> {
        ready!(Pin::new(&mut self.delay).poll(context));
        let tick = self.delay.deadline();
        let now = Instant::now();
        let next = if now > tick + TOLERANCE {
            self.behavior.next(tick, now, self.period)
        } else {
            tick + self.period
        };
        self.delay.restart(next);
        Poll::Ready(tick)
    }

    /// The next tick comes after a period.
    pub fn reset(&mut self) {
        self.delay.restart(Instant::now() + self.period);
    }

    /// The next tick comes now.
    pub fn reset_immediately(&mut self) {
        self.delay.restart(Instant::now());
    }

    /// The next tick comes after this time.
    pub fn reset_after(&mut self, after: Duration) {
        self.delay.restart(Instant::now() + after);
    }

    /// The next tick comes at this moment.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.delay.restart(deadline);
    }

    /// What happens when a tick comes late.
    #[must_use]
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.behavior
    }

    /// Says what happens when a tick comes late.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.behavior = behavior;
    }

    /// The time between two ticks.
    #[must_use]
    pub fn period(&self) -> Duration {
        self.period
    }
}
