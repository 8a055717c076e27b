//! `Mutex` and its guards.

use core::fmt::{self, Debug, Display, Formatter};
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use std::boxed::Box;
use std::sync::PoisonError;
use std::time::Duration;

use super::{Held, until};
use crate::std::sync;
use crate::std::time::Instant;

/// `parking_lot::Mutex`.
pub struct Mutex<T: ?Sized>(sync::Mutex<T>);

/// `parking_lot::FairMutex`: every order in which threads get a lock is explored, so it is as any other one.
pub type FairMutex<T> = Mutex<T>;
/// The guard of a `FairMutex`.
pub type FairMutexGuard<'a, T> = MutexGuard<'a, T>;
/// The guard of a part of the value of a `FairMutex`.
pub type MappedFairMutexGuard<'a, T> = MappedMutexGuard<'a, T>;

/// A lock for a constant or a static.
#[track_caller]
pub const fn const_mutex<T>(value: T) -> Mutex<T> {
    Mutex::new(value)
}

/// As [`const_mutex`].
#[track_caller]
pub const fn const_fair_mutex<T>(value: T) -> FairMutex<T> {
    Mutex::new(value)
}

impl<T> Mutex<T> {
    /// A lock that protects a value.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Mutex(sync::Mutex::without_poison(value))
    }

    /// The value, without the lock.
    pub fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Locks it, when it is free.
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        self.guard(guard)
    }

    fn guard<'a>(&'a self, guard: sync::MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        MutexGuard {
            lock: self,
            guard: Some(guard),
        }
    }

    /// Locks it, if it is free.
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        Some(self.guard(self.0.try_lock().ok()?))
    }

    /// Locks it, unless the time limit passes first, which may be at any moment.
    #[track_caller]
    pub fn try_lock_for(&self, timeout: Duration) -> Option<MutexGuard<'_, T>> {
        Some(self.guard(self.0.lock_within(timeout)?))
    }

    /// As [`Mutex::try_lock_for`], with a moment instead of a time limit.
    #[track_caller]
    pub fn try_lock_until(&self, timeout: Instant) -> Option<MutexGuard<'_, T>> {
        self.try_lock_for(until(timeout))
    }

    /// Whether a thread holds it.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        self.0.look().is_some()
    }

    /// The value, which no other thread can use now.
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the value is.
    pub fn data_ptr(&self) -> *mut T {
        self.0.value()
    }
}

impl<T: ?Sized + Debug> Debug for Mutex<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut shown = to.debug_struct("Mutex");
        self.0.show_data(&mut shown);
        shown.finish()
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Mutex::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Mutex::new(value)
    }
}

/// `parking_lot::MutexGuard`.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    lock: &'a Mutex<T>,
    /// `None` only while the lock is unlocked in between.
    guard: Option<sync::MutexGuard<'a, T>>,
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// The lock.
    pub fn mutex(this: &Self) -> &'a Mutex<T> {
        this.lock
    }

    /// A guard of a part of the value.
    pub fn map<U: ?Sized>(
        mut this: Self,
        part: impl FnOnce(&mut T) -> &mut U,
    ) -> MappedMutexGuard<'a, U> {
        let part = core::ptr::from_mut(part(&mut this));
        this.with_part(part)
    }

    /// A guard of a part of the value, if there is one.
    ///
    /// # Errors
    /// The guard, if there is no such part.
    pub fn try_map<U: ?Sized>(
        mut this: Self,
        part: impl FnOnce(&mut T) -> Option<&mut U>,
    ) -> Result<MappedMutexGuard<'a, U>, Self> {
        match part(&mut this).map(core::ptr::from_mut) {
            Some(part) => Ok(this.with_part(part)),
            None => Err(this),
        }
    }

    fn with_part<U: ?Sized>(self, part: *mut U) -> MappedMutexGuard<'a, U> {
        let held: Option<Box<dyn Held + 'a>> = self.guard.map(|guard| Box::new(guard) as _);
        MappedMutexGuard {
            part,
            _held: held,
            lifetime: PhantomData,
        }
    }

    /// Unlocks the lock while `body` runs.
    #[track_caller]
    pub fn unlocked<U>(this: &mut Self, body: impl FnOnce() -> U) -> U {
        this.guard = None;
        let result = body();
        this.guard = this.lock.lock().guard;
        result
    }

    /// As [`MutexGuard::unlocked`].
    #[track_caller]
    pub fn unlocked_fair<U>(this: &mut Self, body: impl FnOnce() -> U) -> U {
        MutexGuard::unlocked(this, body)
    }

    /// Unlocks the lock.
    pub fn unlock_fair(this: Self) {
        drop(this);
    }

    /// Lets another thread lock the lock, if one waits.
    #[track_caller]
    pub fn bump(this: &mut Self) {
        MutexGuard::unlocked(this, || ());
    }

    /// The reference to the value, and the lock stays locked forever.
    pub fn leak(mut this: Self) -> &'a mut T {
        core::mem::forget(this.guard.take());
        // SAFETY: the lock is never unlocked, so nobody else gets a reference to the value.
        unsafe { &mut *this.lock.data_ptr() }
    }

    /// Takes the guard of std, which must be put back.
    pub(super) fn take(&mut self) -> sync::MutexGuard<'a, T> {
        self.guard.take().expect(LOCKED)
    }

    /// Puts a guard of std back.
    pub(super) fn put(&mut self, guard: sync::MutexGuard<'a, T>) {
        self.guard = Some(guard);
    }
}

/// Why a guard of parking_lot has one of std.
const LOCKED: &str = "nobody can use the guard while it is unlocked";

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.guard.as_ref().expect(LOCKED)
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.guard.as_mut().expect(LOCKED)
    }
}

/// `parking_lot::MappedMutexGuard`: the guard of a part of the value.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    part: *mut T,
    _held: Option<Box<dyn Held + 'a>>,
    lifetime: PhantomData<&'a mut T>,
}

// SAFETY: as for parking_lot's guard.
unsafe impl<T: ?Sized + Sync> Sync for MappedMutexGuard<'_, T> {}

impl<'a, T: ?Sized> MappedMutexGuard<'a, T> {
    /// A guard of a part of this part.
    pub fn map<U: ?Sized>(
        mut this: Self,
        part: impl FnOnce(&mut T) -> &mut U,
    ) -> MappedMutexGuard<'a, U> {
        let part = core::ptr::from_mut(part(&mut this));
        this.with_part(part)
    }

    /// A guard of a part of this part, if there is one.
    ///
    /// # Errors
    /// The guard, if there is no such part.
    pub fn try_map<U: ?Sized>(
        mut this: Self,
        part: impl FnOnce(&mut T) -> Option<&mut U>,
    ) -> Result<MappedMutexGuard<'a, U>, Self> {
        match part(&mut this).map(core::ptr::from_mut) {
            Some(part) => Ok(this.with_part(part)),
            None => Err(this),
        }
    }

    fn with_part<U: ?Sized>(self, part: *mut U) -> MappedMutexGuard<'a, U> {
        MappedMutexGuard {
            part,
            _held: self._held,
            lifetime: PhantomData,
        }
    }

    /// Unlocks the lock.
    pub fn unlock_fair(this: Self) {
        drop(this);
    }
}

impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is locked as long as this guard exists.
        unsafe { &*self.part }
    }
}

impl<T: ?Sized> DerefMut for MappedMutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { &mut *self.part }
    }
}

/// `Debug` and `Display` of a guard: those of its value.
macro_rules! shown_as_value {
    ($($name:ident),*) => {$(
        impl<T: ?Sized + Debug> Debug for $name<'_, T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                (**self).fmt(to)
            }
        }
        impl<T: ?Sized + Display> Display for $name<'_, T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                (**self).fmt(to)
            }
        }
    )*};
}
pub(super) use shown_as_value;

shown_as_value!(MutexGuard, MappedMutexGuard);
