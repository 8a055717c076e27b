//! `Condvar`.

use core::fmt::{self, Debug, Formatter};
use std::sync::PoisonError;
use std::time::Duration;

use super::mutex::MutexGuard;
use super::until;
use crate::engine::clock;
use crate::std::sync;
use crate::std::time::Instant;

/// `parking_lot::Condvar`.
#[derive(Default)]
pub struct Condvar(sync::Condvar);

/// `parking_lot::WaitTimeoutResult`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether the time limit has passed.
    #[must_use]
    pub fn timed_out(self) -> bool {
        self.0
    }
}

impl Condvar {
    /// A condition variable on which nobody waits.
    #[must_use]
    #[track_caller]
    pub const fn new() -> Self {
        Condvar(sync::Condvar::new())
    }

    /// Notifies one of the threads that wait; returns whether there was one.
    #[track_caller]
    pub fn notify_one(&self) -> bool {
        self.0.wake_one()
    }

    /// Notifies all threads that wait; returns how many.
    #[track_caller]
    pub fn notify_all(&self) -> usize {
        self.0.wake_all()
    }

    /// Unlocks the lock and waits for a notification, in one step; then locks it again.
    #[track_caller]
    pub fn wait<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>) {
        let locked = self.0.wait(guard.take());
        guard.put(locked.unwrap_or_else(PoisonError::into_inner));
    }

    /// As [`Condvar::wait`], until the time limit has passed, which may be at any moment.
    #[track_caller]
    pub fn wait_for<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        let waited = self.0.wait_timeout(guard.take(), timeout);
        let (locked, result) = waited.unwrap_or_else(PoisonError::into_inner);
        guard.put(locked);
        WaitTimeoutResult(result.timed_out())
    }

    /// As [`Condvar::wait_for`], with a moment instead of a time limit.
    #[track_caller]
    pub fn wait_until<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Instant,
    ) -> WaitTimeoutResult {
        self.wait_for(guard, until(timeout))
    }

    /// As [`Condvar::wait`], again and again as long as the condition is true.
    #[track_caller]
    pub fn wait_while<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) {
        while condition(guard) {
            self.wait(guard);
        }
    }

    /// As [`Condvar::wait_while`], until the time limit has passed, which may be at any moment.
    #[track_caller]
    pub fn wait_while_for<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: impl FnMut(&mut T) -> bool,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        self.wait_while_until(guard, condition, Instant::at(clock() + timeout))
    }

    /// As [`Condvar::wait_while_for`], with a moment instead of a time limit.
    #[track_caller]
    pub fn wait_while_until<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut condition: impl FnMut(&mut T) -> bool,
        timeout: Instant,
    ) -> WaitTimeoutResult {
        let mut result = WaitTimeoutResult(false);
        while !result.timed_out() && condition(guard) {
            result = self.wait_until(guard, timeout);
        }
        result
    }
}

impl Debug for Condvar {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Condvar { .. }")
    }
}
