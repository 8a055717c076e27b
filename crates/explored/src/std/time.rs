//! `std::time` with a virtual clock, which goes on only when a thread has slept.

use ::core::ops::{Add, AddAssign, Sub, SubAssign};

pub use ::std::time::*;

use crate::engine::{clock, here, look_at_clock, pass};

/// A moment of the virtual clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

/// Where the clock begins, so that moments before now exist too.
const START: Duration = Duration::from_secs(1_000_000);

impl Instant {
    /// Now.
    #[must_use]
    #[track_caller]
    pub fn now() -> Self {
        look_at_clock(here());
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
    #[track_caller]
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
        pass(self.on_clock());
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

/// A moment of the virtual clock, since 1970: the clock begins in 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(Duration);

/// The beginning of 1970.
pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);
/// When the clock begins, in seconds since 1970.
const BEGINNING: Duration = Duration::from_secs(1_767_225_600);

impl SystemTime {
    /// The beginning of 1970.
    pub const UNIX_EPOCH: SystemTime = UNIX_EPOCH;

    /// Now.
    #[must_use]
    #[track_caller]
    pub fn now() -> Self {
        look_at_clock(here());
        SystemTime(BEGINNING + clock())
    }

    /// The time from an earlier moment to this one.
    ///
    /// # Errors
    /// That it is later.
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError> {
        let real = |time: SystemTime| ::std::time::UNIX_EPOCH + time.0;
        real(*self).duration_since(real(earlier))
    }

    /// The time since this moment.
    ///
    /// # Errors
    /// That it is later than now.
    #[track_caller]
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        SystemTime::now().duration_since(*self)
    }
}

impl Add<Duration> for SystemTime {
    type Output = SystemTime;

    fn add(self, duration: Duration) -> SystemTime {
        SystemTime(self.0 + duration)
    }
}

impl Sub<Duration> for SystemTime {
    type Output = SystemTime;

    fn sub(self, duration: Duration) -> SystemTime {
        SystemTime(self.0.saturating_sub(duration))
    }
}

use ::std::option::Option;
use ::std::result::Result;
