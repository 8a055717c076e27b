//! Moments of the clock.

use core::ops::{Add, AddAssign, Sub, SubAssign};
use core::time::Duration;

use crate::std::time::Instant as StdInstant;

/// `tokio::time::Instant`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(StdInstant);

impl Instant {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        Instant(StdInstant::now())
    }

    /// The same moment as std's.
    #[must_use]
    pub fn from_std(std: StdInstant) -> Self {
        Instant(std)
    }

    /// The same moment for std.
    #[must_use]
    pub fn into_std(self) -> StdInstant {
        self.0
    }

    /// The time since this moment.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// The time from an earlier moment to this one; zero if it is later.
    #[must_use]
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.duration_since(earlier.0)
    }

    /// As [`Instant::duration_since`].
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_duration_since(earlier.0)
    }

    /// The time from an earlier moment to this one, if it is earlier.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_duration_since(earlier.0)
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

    /// The moment as a time of the engine's clock, and at most some centuries from now.
    pub(crate) fn on_clock(self) -> Duration {
        let now = StdInstant::now();
        let clock = crate::engine::clock();
        match self.0.checked_duration_since(now) {
            Some(later) => clock.saturating_add(later).min(FAR),
            None => clock.saturating_sub(now.duration_since(self.0)),
        }
    }
}

/// Further away than any sleep.
pub(crate) const FAR: Duration = Duration::from_secs(86_400 * 365 * 200);

impl From<StdInstant> for Instant {
    fn from(std: StdInstant) -> Self {
        Instant(std)
    }
}

impl From<Instant> for StdInstant {
    fn from(instant: Instant) -> Self {
        instant.0
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
        Instant(self.0 - duration)
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.0 - earlier.0
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
