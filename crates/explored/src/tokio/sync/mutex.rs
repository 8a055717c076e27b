//! `tokio::sync::Mutex`.

use core::cell::{OnceCell, UnsafeCell};
use core::fmt::{self, Debug, Display, Formatter};
use core::future::Future;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use std::sync::Arc;

use ::tokio::sync::{Semaphore as Real, TryLockError};

use super::queue::{block, queue};
use crate::engine::{
    At, Core, Kind, ObjectKind, Op, current, event, glance, here, point, point_if_tried, thread,
    unlocked,
};
use crate::show::show;
use crate::tokio::executor::{By, Holder};
use crate::tokio::step::Peek;

/// `tokio::sync::Mutex`. As in tokio, it is a semaphore with one permit.
pub struct Mutex<T: ?Sized> {
    core: Core,
    real: Real,
    holder: OnceCell<Arc<Holder>>,
    value: UnsafeCell<T>,
}

// SAFETY: as for tokio's Mutex. All threads of the program run on one thread of the system.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    /// A lock that protects a value.
    #[must_use]
    #[track_caller]
    pub fn new(value: T) -> Self {
        Mutex::made(value, here())
    }

    /// A lock that protects a value.
    #[must_use]
    #[track_caller]
    pub const fn const_new(value: T) -> Self {
        Mutex::made(value, here())
    }

    const fn made(value: T, at: At) -> Self {
        Mutex {
            core: Core::new(ObjectKind::Mutex, at),
            real: Real::const_new(1),
            holder: OnceCell::new(),
            value: UnsafeCell::new(value),
        }
    }

    /// The value, without the lock.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    fn holder(&self) -> &Arc<Holder> {
        self.holder.get_or_init(Arc::default)
    }

    /// The state of the lock and its value, as text.
    fn shown(&self) -> String {
        // SAFETY: the value is only read, and its owner does not run now.
        let value = unsafe { show(&*self.value.get()) };
        let holder = match self.holder().get() {
            Some(holder) => format!("locked by {}", thread(holder)),
            None if self.real.available_permits() == 0 => {
                "handed to the next in the queue".to_owned()
            }
            None => "free".to_owned(),
        };
        value.map_or_else(|| holder.clone(), |value| format!("{value}, {holder}"))
    }

    fn wait<G>(&self, at: At, make: impl FnOnce() -> G) -> impl Future<Output = G> + Peek {
        // The number of the object is needed before it is first used.
        let op = self.op(Kind::Lock, at);
        let real = async move {
            if let Ok(permit) = self.real.acquire().await {
                permit.forget();
            }
            self.holder().set(Some(current()));
            make()
        };
        let is_free = || self.real.available_permits() > 0;
        let by = By::Holder(self.holder().clone());
        queue(op, by, is_free, real, |locked| {
            let text = if locked.is_some() {
                "locks {}"
            } else {
                "waits in the queue of {}"
            };
            (text.to_owned(), Some(self.shown()))
        })
    }

    fn try_take(&self, at: At) -> Result<(), TryLockError> {
        let op = self.op(Kind::Lock, at);
        point(op);
        match self.real.try_acquire() {
            Ok(permit) => {
                permit.forget();
                self.holder().set(Some(current()));
                event(op, || ("locks {}".to_owned(), Some(self.shown())));
                Ok(())
            }
            Err(_) => {
                glance(op, 0, || {
                    ("tries to lock {}, which is locked".to_owned(), None)
                });
                Err(locked())
            }
        }
    }

    /// Locks it, when it is free.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = MutexGuard<'_, T>> + Peek {
        let at = here();
        self.wait(at, move || MutexGuard { lock: self, at })
    }

    /// As [`Mutex::lock`], on a thread outside tasks.
    #[track_caller]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T> {
        block(self.lock(), here())
    }

    /// Locks it, if it is free.
    ///
    /// # Errors
    /// That it is not free.
    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        let at = here();
        self.try_take(at)?;
        Ok(MutexGuard { lock: self, at })
    }

    /// As [`Mutex::lock`], for a guard that owns the lock.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> impl Future<Output = OwnedMutexGuard<T>> {
        let at = here();
        async move {
            self.wait(at, || ()).await;
            OwnedMutexGuard { lock: self, at }
        }
    }

    /// As [`Mutex::try_lock`], for a guard that owns the lock.
    ///
    /// # Errors
    /// That it is not free.
    #[track_caller]
    pub fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError> {
        let at = here();
        self.try_take(at)?;
        Ok(OwnedMutexGuard { lock: self, at })
    }

    /// As [`Mutex::lock_owned`], on a thread outside tasks.
    #[track_caller]
    pub fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T> {
        block(self.lock_owned(), here())
    }

    /// The value, which nobody else can use now.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    fn release(&self, at: At) {
        let op = self.op(Kind::Unlock, at);
        point_if_tried(op);
        self.holder().set(None);
        self.real.add_permits(1);
        event(op, || ("unlocks {}".to_owned(), Some(self.shown())));
    }
}

/// tokio makes this error only in its own mutex.
pub(super) fn locked() -> TryLockError {
    let mutex = ::tokio::sync::Mutex::new(());
    let _guard = mutex.try_lock();
    match mutex.try_lock() {
        Err(error) => error,
        Ok(_) => unreachable!("it is locked"),
    }
}

impl<T: ?Sized> Debug for Mutex<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Mutex { .. }")
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

/// `tokio::sync::MutexGuard`.
#[must_use]
pub struct MutexGuard<'a, T: ?Sized> {
    lock: &'a Mutex<T>,
    at: At,
}

/// `tokio::sync::OwnedMutexGuard`.
#[must_use]
pub struct OwnedMutexGuard<T: ?Sized> {
    lock: Arc<Mutex<T>>,
    at: At,
}

// SAFETY: as for tokio's guard, which may move to another thread.
unsafe impl<T: ?Sized + Send> Send for MutexGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for MutexGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for OwnedMutexGuard<T> {}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// A guard of a part of the value.
    pub fn map<U: ?Sized>(
        this: Self,
        part: impl FnOnce(&mut T) -> &mut U,
    ) -> MappedMutexGuard<'a, U> {
        let lock = this.lock;
        let at = this.at;
        core::mem::forget(this);
        // SAFETY: the lock is held, and the guard that held it until now is gone.
        let value: *mut U = part(unsafe { &mut *lock.value.get() });
        MappedMutexGuard {
            value,
            lock: PhantomData,
            _release: Release(Box::new(move || lock.release(unlocked(at)))),
        }
    }

    /// The lock.
    pub fn mutex(this: &Self) -> &'a Mutex<T> {
        this.lock
    }
}

impl<T: ?Sized> OwnedMutexGuard<T> {
    /// The lock.
    pub fn mutex(this: &Self) -> &Arc<Mutex<T>> {
        &this.lock
    }
}

/// `tokio::sync::MappedMutexGuard`.
#[must_use]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    value: *mut T,
    lock: PhantomData<&'a mut T>,
    _release: Release<'a>,
}

/// Releases a lock when it is dropped.
struct Release<'a>(Box<dyn Fn() + 'a>);

impl Drop for Release<'_> {
    fn drop(&mut self) {
        (self.0)();
    }
}

// SAFETY: as for tokio's guard. All threads of the program run on one thread of the system.
unsafe impl<T: ?Sized + Send> Send for MappedMutexGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for MappedMutexGuard<'_, T> {}

impl<T: ?Sized> Deref for MappedMutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the lock is held as long as this guard exists.
        unsafe { &*self.value }
    }
}

impl<T: ?Sized> DerefMut for MappedMutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { &mut *self.value }
    }
}

macro_rules! guard {
    ($($guard:ty),*) => {$(
        impl<T: ?Sized> Deref for $guard {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: the lock is held as long as this guard exists.
                unsafe { &*self.lock.value.get() }
            }
        }

        impl<T: ?Sized> DerefMut for $guard {
            fn deref_mut(&mut self) -> &mut T {
                // SAFETY: as above.
                unsafe { &mut *self.lock.value.get() }
            }
        }

        impl<T: ?Sized> Drop for $guard {
            fn drop(&mut self) {
                self.lock.release(unlocked(self.at));
            }
        }

        impl<T: ?Sized + Debug> Debug for $guard {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                (**self).fmt(to)
            }
        }

        impl<T: ?Sized + Display> Display for $guard {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                (**self).fmt(to)
            }
        }
    )*};
}

guard!(MutexGuard<'_, T>, OwnedMutexGuard<T>);
