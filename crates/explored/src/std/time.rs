//! `std::time` with a virtual clock, which goes on only when a thread has slept.

use ::core::ops::{Add, AddAssign, Sub, SubAssign};

pub use ::std::time::*;

use crate::engine::{clock, pass};

/// A moment of the virtual clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

/// Where the clock begins, so that moments before now exist too.
const START: Duration = Duration::from_secs(1_000_000);

impl Instant {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        Instant(START + clock())
    }

    /// The moment at this time of a clock.
    pub(crate) fn at(clock: Duration) -> Self {
        Instant(START.saturating_add(clock))
    }

    /// The time of the clock at this moment.
    pub(crate) fn on_clock(self) -> Duration {
        self.0.saturating_sub(START)
    }

    /// The time since this moment.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }

    /// The time from an earlier moment to this one; zero if it is later.
    #[must_use]
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// As [`Instant::duration_since`].
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }

    /// The time from an earlier moment to this one, if it is earlier.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// The moment this much later.
    #[must_use]
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }

    /// The moment this much earlier.
    #[must_use]
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }

    /// Lets the clock go on to this moment, if it is later than now.
    pub fn reach(self) {
        pass(self.0.saturating_sub(START));
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    fn add(self, duration: Duration) -> Instant {
        Instant(self.0 + duration)
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;

    fn sub(self, duration: Duration) -> Instant {
        Instant(self.0.saturating_sub(duration))
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

use ::std::option::Option;
