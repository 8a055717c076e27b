//! `ReentrantMutex`.

use core::cell::{Cell, UnsafeCell};
use core::fmt::{self, Debug, Display, Formatter};
use core::marker::PhantomData;
use core::ops::Deref;
use std::sync::PoisonError;
use std::time::Duration;

use super::mutex::shown_as_value;
use super::until;
use crate::engine::{At, here};
use crate::std::sync;
use crate::std::time::Instant;

/// `parking_lot::ReentrantMutex`: the thread that holds it can lock it again.
pub struct ReentrantMutex<T: ?Sized> {
    lock: sync::Mutex<()>,
    /// How often the holder has locked it.
    times: Cell<usize>,
    value: UnsafeCell<T>,
}

// SAFETY: as for parking_lot's. All threads of the program run on one thread of the system.
unsafe impl<T: ?Sized + Send> Send for ReentrantMutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for ReentrantMutex<T> {}

/// A lock for a constant or a static.
#[track_caller]
pub const fn const_reentrant_mutex<T>(value: T) -> ReentrantMutex<T> {
    ReentrantMutex::new(value)
}

impl<T> ReentrantMutex<T> {
    /// A lock that protects a value.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        ReentrantMutex {
            lock: sync::Mutex::without_poison(()),
            times: Cell::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// The value, without the lock.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> ReentrantMutex<T> {
    /// Locks it, when it is free or this thread holds it.
    #[track_caller]
    pub fn lock(&self) -> ReentrantMutexGuard<'_, T> {
        if self.lock.is_mine() {
            return self.again();
        }
        let guard = self.lock.lock();
        self.first(guard.unwrap_or_else(PoisonError::into_inner))
    }

    /// Locks it, if it is free or this thread holds it.
    #[track_caller]
    pub fn try_lock(&self) -> Option<ReentrantMutexGuard<'_, T>> {
        if self.lock.is_mine() {
            return Some(self.again());
        }
        Some(self.first(self.lock.try_lock().ok()?))
    }

    /// Locks it, unless the time limit passes first, which may be at any moment.
    #[track_caller]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<ReentrantMutexGuard<'_, T>> {
        if self.lock.is_mine() {
            return Some(self.again());
        }
        Some(self.first(self.lock.lock_within(timeout)?))
    }

    /// As [`ReentrantMutex::try_lock_for`], with a moment instead of a time limit.
    #[track_caller]
    pub fn try_lock_until(&self, timeout: Instant) -> Option<ReentrantMutexGuard<'_, T>> {
        self.try_lock_for(until(timeout))
    }

    /// The first guard of this thread. The lock is unlocked when the last one is dropped.
    #[track_caller]
    fn first(&self, guard: sync::MutexGuard<'_, ()>) -> ReentrantMutexGuard<'_, T> {
        core::mem::forget(guard);
        self.again()
    }

    #[track_caller]
    fn again(&self) -> ReentrantMutexGuard<'_, T> {
        self.times.set(self.times.get() + 1);
        ReentrantMutexGuard {
            lock: self,
            at: here(),
            not_send: PhantomData,
        }
    }

    /// Whether a thread holds it.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        self.lock.look().is_some()
    }

    /// Whether this thread holds it.
    pub fn is_owned_by_current_thread(&self) -> bool {
        self.lock.is_mine()
    }

    /// The value, which no other thread can use now.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Where the value is.
    pub fn data_ptr(&self) -> *mut T {
        self.value.get()
    }
}

impl<T: ?Sized> Debug for ReentrantMutex<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("ReentrantMutex { .. }")
    }
}

impl<T: Default> Default for ReentrantMutex<T> {
    #[track_caller]
    fn default() -> Self {
        ReentrantMutex::new(T::default())
    }
}

impl<T> From<T> for ReentrantMutex<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        ReentrantMutex::new(value)
    }
}

/// `parking_lot::ReentrantMutexGuard`.
#[must_use = "if unused the ReentrantMutex will immediately unlock"]
pub struct ReentrantMutexGuard<'a, T: ?Sized> {
    lock: &'a ReentrantMutex<T>,
    at: At,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as for parking_lot's guard.
unsafe impl<T: ?Sized + Sync> Sync for ReentrantMutexGuard<'_, T> {}

impl<'a, T: ?Sized> ReentrantMutexGuard<'a, T> {
    /// The lock.
    pub fn remutex(this: &Self) -> &'a ReentrantMutex<T> {
        this.lock
    }
}

impl<T: ?Sized> Deref for ReentrantMutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock, and its guards only give shared references.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T: ?Sized> Drop for ReentrantMutexGuard<'_, T> {
    fn drop(&mut self) {
        let times = self.lock.times.get() - 1;
        self.lock.times.set(times);
        if times == 0 {
            self.lock.lock.unlock(self.at);
        }
    }
}

shown_as_value!(ReentrantMutexGuard);
