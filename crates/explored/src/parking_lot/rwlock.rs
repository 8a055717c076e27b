//! `RwLock` and its guards.

use core::fmt::{self, Debug, Display, Formatter};
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use std::boxed::Box;
use std::sync::PoisonError;
use std::time::Duration;

use super::mutex::shown_as_value;
use super::{Held, until};
use crate::std::sync::{self, UpgradableGuard, Want};
use crate::std::time::Instant;

/// `parking_lot::RwLock`. A reader that comes while a writer waits must wait too, except in `read_recursive`.
pub struct RwLock<T: ?Sized>(sync::RwLock<T>);

/// A lock for a constant or a static.
#[track_caller]
pub const fn const_rwlock<T>(value: T) -> RwLock<T> {
    RwLock::new(value)
}

impl<T> RwLock<T> {
    /// A lock that protects a value.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        RwLock(sync::RwLock::without_poison(value))
    }

    /// The value, without the lock.
    pub fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: ?Sized> RwLock<T> {
    fn reader<'a>(&'a self, guard: sync::RwLockReadGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        let guard = Some(guard);
        RwLockReadGuard { lock: self, guard }
    }

    fn writer<'a>(&'a self, guard: sync::RwLockWriteGuard<'a, T>) -> RwLockWriteGuard<'a, T> {
        let guard = Some(guard);
        RwLockWriteGuard { lock: self, guard }
    }

    fn upgradable<'a>(&'a self, guard: UpgradableGuard<'a, T>) -> RwLockUpgradableReadGuard<'a, T> {
        let guard = Some(guard);
        RwLockUpgradableReadGuard { lock: self, guard }
    }

    /// Locks it for reading, when no writer holds it or waits for it.
    #[track_caller]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        let guard = self.0.read();
        self.reader(guard.unwrap_or_else(PoisonError::into_inner))
    }

    /// Locks it for reading, when no writer holds it. The writers that wait do not matter.
    #[track_caller]
    pub fn read_recursive(&self) -> RwLockReadGuard<'_, T> {
        self.reader(self.0.read_recursive())
    }

    /// Locks it for writing, when nobody holds it. While it waits, no reader can lock.
    #[track_caller]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        let guard = self.0.write();
        self.writer(guard.unwrap_or_else(PoisonError::into_inner))
    }

    /// Locks it for reading, when no writer holds it or waits for it, and no other thread has this kind of guard. The guard can become
    /// one for writing.
    #[track_caller]
    pub fn upgradable_read(&self) -> RwLockUpgradableReadGuard<'_, T> {
        self.upgradable(self.0.upgradable_read())
    }

    /// Locks it for reading, if no writer holds it or waits for it.
    #[track_caller]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        let op = self.0.try_now(Want::Read, None)?;
        Some(self.reader(self.0.take_reader(op)))
    }

    /// As [`RwLock::try_read`], unless the time limit passes first, which may be at any moment.
    #[track_caller]
    pub fn try_read_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>> {
        let op = self.0.try_now(Want::Read, Some(timeout))?;
        Some(self.reader(self.0.take_reader(op)))
    }

    /// As [`RwLock::try_read_for`], with a moment instead of a time limit.
    #[track_caller]
    pub fn try_read_until(&self, timeout: Instant) -> Option<RwLockReadGuard<'_, T>> {
        self.try_read_for(until(timeout))
    }

    /// Locks it for reading, if no writer holds it.
    #[track_caller]
    pub fn try_read_recursive(&self) -> Option<RwLockReadGuard<'_, T>> {
        let op = self.0.try_now(Want::ReadRecursive, None)?;
        Some(self.reader(self.0.take_reader(op)))
    }

    /// As [`RwLock::try_read_recursive`], unless the time limit passes first, which may be at any moment.
    #[track_caller]
    pub fn try_read_recursive_for(&self, timeout: Duration) -> Option<RwLockReadGuard<'_, T>> {
        let op = self.0.try_now(Want::ReadRecursive, Some(timeout))?;
        Some(self.reader(self.0.take_reader(op)))
    }

    /// Locks it for writing, if nobody holds it.
    #[track_caller]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        let op = self.0.try_now(Want::Write, None)?;
        Some(self.writer(self.0.take_writer(op)))
    }

    /// As [`RwLock::try_write`], unless the time limit passes first, which may be at any moment.
    #[track_caller]
    pub fn try_write_for(&self, timeout: Duration) -> Option<RwLockWriteGuard<'_, T>> {
        let op = self.0.try_now(Want::Write, Some(timeout))?;
        Some(self.writer(self.0.take_writer(op)))
    }

    /// As [`RwLock::try_write_for`], with a moment instead of a time limit.
    #[track_caller]
    pub fn try_write_until(&self, timeout: Instant) -> Option<RwLockWriteGuard<'_, T>> {
        self.try_write_for(until(timeout))
    }

    /// As [`RwLock::upgradable_read`], if it need not wait.
    #[track_caller]
    pub fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<'_, T>> {
        let op = self.0.try_now(Want::ReadUpgradable, None)?;
        Some(self.upgradable(self.0.take_upgradable(op)))
    }

    /// As [`RwLock::upgradable_read`], unless the time limit passes first, which may be at any moment.
    #[track_caller]
    pub fn try_upgradable_read_for(
        &self,
        timeout: Duration,
    ) -> Option<RwLockUpgradableReadGuard<'_, T>> {
        let op = self.0.try_now(Want::ReadUpgradable, Some(timeout))?;
        Some(self.upgradable(self.0.take_upgradable(op)))
    }

    /// Whether a thread holds it.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        self.0.look().0
    }

    /// Whether a thread holds it for writing.
    #[track_caller]
    pub fn is_locked_exclusive(&self) -> bool {
        self.0.look().1
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

impl<T: ?Sized + Debug> Debug for RwLock<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut shown = to.debug_struct("RwLock");
        self.0.show_data(&mut shown);
        shown.finish()
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        RwLock::new(value)
    }
}

/// A guard of this lock: what all three have in common. It has one of std, except while the lock is unlocked in between.
macro_rules! guard {
    ($(#[$attr:meta])* $name:ident, $inner:ty, $again:ident) => {
        $(#[$attr])*
        #[must_use = "if unused the RwLock will immediately unlock"]
        pub struct $name<'a, T: ?Sized> {
            lock: &'a RwLock<T>,
            guard: Option<$inner>,
        }

        impl<'a, T: ?Sized> $name<'a, T> {
            /// The lock.
            pub fn rwlock(this: &Self) -> &'a RwLock<T> {
                this.lock
            }

            /// Unlocks the lock while `body` runs.
            #[track_caller]
            pub fn unlocked<U>(this: &mut Self, body: impl FnOnce() -> U) -> U {
                this.guard = None;
                let result = body();
                this.guard = this.lock.$again().guard;
                result
            }

            /// As `unlocked`.
            #[track_caller]
            pub fn unlocked_fair<U>(this: &mut Self, body: impl FnOnce() -> U) -> U {
                Self::unlocked(this, body)
            }

            /// Unlocks the lock.
            pub fn unlock_fair(this: Self) {
                drop(this);
            }

            /// Lets another thread lock the lock, if one waits.
            #[track_caller]
            pub fn bump(this: &mut Self) {
                Self::unlocked(this, || ());
            }

            fn inner(&mut self) -> $inner {
                self.guard.take().expect(LOCKED)
            }
        }

        impl<T: ?Sized> Deref for $name<'_, T> {
            type Target = T;

            fn deref(&self) -> &T {
                self.guard.as_ref().expect(LOCKED)
            }
        }

        shown_as_value!($name);
    };
}

/// Why a guard of parking_lot has one of std.
const LOCKED: &str = "nobody can use the guard while it is unlocked";

guard!(
    /// `parking_lot::RwLockReadGuard`.
    RwLockReadGuard, sync::RwLockReadGuard<'a, T>, read
);
guard!(
    /// `parking_lot::RwLockWriteGuard`.
    RwLockWriteGuard, sync::RwLockWriteGuard<'a, T>, write
);
guard!(
    /// `parking_lot::RwLockUpgradableReadGuard`.
    RwLockUpgradableReadGuard, UpgradableGuard<'a, T>, upgradable_read
);

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.guard.as_mut().expect(LOCKED)
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader; no writer comes in between.
    #[track_caller]
    pub fn downgrade(mut this: Self) -> RwLockReadGuard<'a, T> {
        let guard = sync::RwLockWriteGuard::downgrade(this.inner());
        this.lock.reader(guard)
    }

    /// Goes on as a reader that may become a writer again.
    #[track_caller]
    pub fn downgrade_to_upgradable(mut this: Self) -> RwLockUpgradableReadGuard<'a, T> {
        let guard = this.inner().downgrade_to_upgradable();
        this.lock.upgradable(guard)
    }

    /// A guard of a part of the value.
    pub fn map<U: ?Sized>(
        mut this: Self,
        part: impl FnOnce(&mut T) -> &mut U,
    ) -> MappedRwLockWriteGuard<'a, U> {
        let part = core::ptr::from_mut(part(&mut this));
        let held: Box<dyn Held + 'a> = Box::new(this.inner());
        MappedRwLockWriteGuard {
            part,
            _held: held,
            lifetime: PhantomData,
        }
    }
}

impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    /// A guard of a part of the value.
    pub fn map<U: ?Sized>(
        mut this: Self,
        part: impl FnOnce(&T) -> &U,
    ) -> MappedRwLockReadGuard<'a, U> {
        let part = core::ptr::from_ref(part(&this));
        let held: Box<dyn Held + 'a> = Box::new(this.inner());
        MappedRwLockReadGuard {
            part,
            _held: held,
            lifetime: PhantomData,
        }
    }
}

impl<'a, T: ?Sized> RwLockUpgradableReadGuard<'a, T> {
    /// Becomes a writer, when no other thread reads. While it waits, no reader can lock.
    #[track_caller]
    pub fn upgrade(mut this: Self) -> RwLockWriteGuard<'a, T> {
        let guard = this.inner().upgrade();
        this.lock.writer(guard)
    }

    /// Becomes a writer, if no other thread reads.
    ///
    /// # Errors
    /// The guard, if another thread reads.
    #[track_caller]
    pub fn try_upgrade(this: Self) -> Result<RwLockWriteGuard<'a, T>, Self> {
        this.try_upgrade_within(None)
    }

    /// As [`RwLockUpgradableReadGuard::try_upgrade`], unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// The guard, if another thread reads.
    #[track_caller]
    pub fn try_upgrade_for(this: Self, timeout: Duration) -> Result<RwLockWriteGuard<'a, T>, Self> {
        this.try_upgrade_within(Some(timeout))
    }

    #[track_caller]
    fn try_upgrade_within(
        mut self,
        time_limit: Option<Duration>,
    ) -> Result<RwLockWriteGuard<'a, T>, Self> {
        match self.inner().try_upgrade(time_limit) {
            Ok(guard) => Ok(self.lock.writer(guard)),
            Err(guard) => Err(self.lock.upgradable(guard)),
        }
    }

    /// Goes on as any other reader.
    #[track_caller]
    pub fn downgrade(mut this: Self) -> RwLockReadGuard<'a, T> {
        let guard = this.inner().downgrade();
        this.lock.reader(guard)
    }

    /// Calls `body` as a writer, when no other thread reads.
    #[track_caller]
    pub fn with_upgraded<R>(&mut self, body: impl FnOnce(&mut T) -> R) -> R {
        let mut writer = self.inner().upgrade();
        let result = body(&mut writer);
        self.guard = Some(writer.downgrade_to_upgradable());
        result
    }
}

/// `parking_lot::MappedRwLockReadGuard`: the guard of a part of the value.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct MappedRwLockReadGuard<'a, T: ?Sized> {
    part: *const T,
    _held: Box<dyn Held + 'a>,
    lifetime: PhantomData<&'a T>,
}

/// `parking_lot::MappedRwLockWriteGuard`: the guard of a part of the value.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct MappedRwLockWriteGuard<'a, T: ?Sized> {
    part: *mut T,
    _held: Box<dyn Held + 'a>,
    lifetime: PhantomData<&'a mut T>,
}

// SAFETY: as for parking_lot's guards.
unsafe impl<T: ?Sized + Sync> Sync for MappedRwLockReadGuard<'_, T> {}
// SAFETY: as for parking_lot's guards.
unsafe impl<T: ?Sized + Sync> Sync for MappedRwLockWriteGuard<'_, T> {}

impl<T: ?Sized> Deref for MappedRwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is locked as long as this guard exists.
        unsafe { &*self.part }
    }
}

impl<T: ?Sized> Deref for MappedRwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: as above.
        unsafe { &*self.part }
    }
}

impl<T: ?Sized> DerefMut for MappedRwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { &mut *self.part }
    }
}

shown_as_value!(MappedRwLockReadGuard, MappedRwLockWriteGuard);
