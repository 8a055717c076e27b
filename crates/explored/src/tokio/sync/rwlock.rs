//! `tokio::sync::RwLock`.

use core::cell::{OnceCell, RefCell, UnsafeCell};
use core::fmt::{self, Debug, Display, Formatter};
use core::future::Future;
use core::ops::{Deref, DerefMut};
use std::sync::Arc;

use ::tokio::sync::{Semaphore as Real, TryLockError};

use super::mutex::locked;
use super::queue::{block, queue};
use crate::engine::{
    At, Core, Kind, ObjectKind, Op, ThreadId, current, event, glance, here, point, point_if_tried,
    thread, unlocked,
};
use crate::show::show;
use crate::tokio::executor::{By, Holder};
use crate::tokio::step::Peek;

/// How many readers there can be, as in tokio. As in tokio, the lock is a semaphore: a reader takes one permit, and a writer all.
const READERS: u32 = u32::MAX >> 3;

/// `tokio::sync::RwLock`.
pub struct RwLock<T: ?Sized> {
    core: Core,
    real: Real,
    /// Who holds the lock now.
    holders: RefCell<Vec<(ThreadId, Access)>>,
    /// The same for those that wait.
    shared: OnceCell<Arc<Holder>>,
    value: UnsafeCell<T>,
}

/// What a guard is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

impl Access {
    fn permits(self) -> u32 {
        match self {
            Access::Read => 1,
            Access::Write => READERS,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Access::Read => Kind::LockToRead,
            Access::Write => Kind::LockToWrite,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Access::Read => "reading",
            Access::Write => "writing",
        }
    }
}

// SAFETY: as for tokio's RwLock. All threads of the program run on one thread of the system.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

impl<T> RwLock<T> {
    /// A lock that protects a value.
    #[must_use]
    #[track_caller]
    pub fn new(value: T) -> Self {
        RwLock::made(value, here())
    }

    /// A lock that protects a value.
    #[must_use]
    #[track_caller]
    pub const fn const_new(value: T) -> Self {
        RwLock::made(value, here())
    }

    const fn made(value: T, at: At) -> Self {
        RwLock {
            core: Core::new(ObjectKind::RwLock, at),
            real: Real::const_new(READERS as usize),
            holders: RefCell::new(Vec::new()),
            shared: OnceCell::new(),
            value: UnsafeCell::new(value),
        }
    }

    /// The value, without the lock.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    /// The state of the lock and its value, as text.
    fn shown(&self) -> String {
        // SAFETY: the value is only read, and its owner does not run now.
        let value = unsafe { show(&*self.value.get()) };
        let holders = self.holders.borrow();
        let names: Vec<String> = holders.iter().map(|(holder, _)| thread(*holder)).collect();
        let state = match holders.first() {
            Some((_, Access::Write)) => format!("{} writes", names.join(", ")),
            Some((_, Access::Read)) => format!("read by {}", names.join(", ")),
            None if self.real.available_permits() < READERS as usize => {
                "handed to the next in the queue".to_owned()
            }
            None => "free".to_owned(),
        };
        value.map_or_else(|| state.clone(), |value| format!("{value}, {state}"))
    }

    fn shared(&self) -> &Arc<Holder> {
        self.shared.get_or_init(Arc::default)
    }

    fn hold(&self, access: Access) {
        self.holders.borrow_mut().push((current(), access));
        self.shared().add(current());
    }

    fn wait<G>(
        &self,
        access: Access,
        at: At,
        make: impl FnOnce() -> G,
    ) -> impl Future<Output = G> + Peek {
        let op = self.op(access.kind(), at);
        let real = async move {
            if let Ok(permit) = self.real.acquire_many(access.permits()).await {
                permit.forget();
            }
            self.hold(access);
            make()
        };
        let is_free = move || self.real.available_permits() >= access.permits() as usize;
        let by = By::Holder(self.shared().clone());
        queue(op, by, is_free, real, move |locked| {
            let verb = if locked.is_some() {
                "locks {}"
            } else {
                "waits in the queue of {}"
            };
            (format!("{verb} for {}", access.words()), Some(self.shown()))
        })
    }

    fn try_take(&self, access: Access, at: At) -> Result<(), TryLockError> {
        let op = self.op(access.kind(), at);
        point(op);
        match self.real.try_acquire_many(access.permits()) {
            Ok(permit) => {
                permit.forget();
                self.hold(access);
                event(op, || {
                    let text = format!("locks {{}} for {}", access.words());
                    (text, Some(self.shown()))
                });
                Ok(())
            }
            Err(_) => {
                glance(op, 0, || {
                    let text = format!("tries to lock {{}} for {}: not now", access.words());
                    (text, None)
                });
                Err(locked())
            }
        }
    }

    fn release(&self, access: Access, at: At) {
        let op = self.op(Kind::Unlock, at);
        point_if_tried(op);
        self.leave(access);
        self.real.add_permits(access.permits() as usize);
        event(op, || {
            let text = match access {
                Access::Read => "stops reading {}",
                Access::Write => "stops writing to {}",
            };
            (text.to_owned(), Some(self.shown()))
        });
    }

    /// Removes a holder: the thread that runs, or another one if the guard has moved.
    fn leave(&self, access: Access) {
        let mut holders = self.holders.borrow_mut();
        let me = current();
        let own = holders.iter().position(|held| *held == (me, access));
        let any = holders.iter().position(|(_, held)| *held == access);
        if let Some(place) = own.or(any) {
            let (holder, _) = holders.remove(place);
            self.shared().remove(holder);
        }
    }

    /// A writer becomes a reader, with no other writer in between.
    fn downgrade(&self, at: At) {
        let op = self.op(Kind::Unlock, at);
        point_if_tried(op);
        self.leave(Access::Write);
        self.hold(Access::Read);
        self.real.add_permits(READERS as usize - 1);
        event(op, || {
            (
                "goes on with only reading {}".to_owned(),
                Some(self.shown()),
            )
        });
    }

    /// Locks it for reading, when nobody writes.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = RwLockReadGuard<'_, T>> + Peek {
        let at = here();
        self.wait(Access::Read, at, move || RwLockReadGuard { lock: self, at })
    }

    /// Locks it for writing, when nobody else reads or writes.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = RwLockWriteGuard<'_, T>> + Peek {
        let at = here();
        self.wait(Access::Write, at, move || RwLockWriteGuard {
            lock: self,
            at,
        })
    }

    /// As [`RwLock::read`], on a thread outside tasks.
    #[track_caller]
    pub fn blocking_read(&self) -> RwLockReadGuard<'_, T> {
        block(self.read(), here())
    }

    /// As [`RwLock::write`], on a thread outside tasks.
    #[track_caller]
    pub fn blocking_write(&self) -> RwLockWriteGuard<'_, T> {
        block(self.write(), here())
    }

    /// As [`RwLock::read`], for a guard that owns the lock.
    #[track_caller]
    pub fn read_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockReadGuard<T>> {
        let at = here();
        async move {
            self.wait(Access::Read, at, || ()).await;
            OwnedRwLockReadGuard { lock: self, at }
        }
    }

    /// As [`RwLock::write`], for a guard that owns the lock.
    #[track_caller]
    pub fn write_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockWriteGuard<T>> {
        let at = here();
        async move {
            self.wait(Access::Write, at, || ()).await;
            OwnedRwLockWriteGuard { lock: self, at }
        }
    }

    /// Locks it for reading, if nobody writes.
    ///
    /// # Errors
    /// That somebody does, or waits for it.
    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        let at = here();
        self.try_take(Access::Read, at)?;
        Ok(RwLockReadGuard { lock: self, at })
    }

    /// Locks it for writing, if nobody else reads or writes.
    ///
    /// # Errors
    /// That somebody does.
    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        let at = here();
        self.try_take(Access::Write, at)?;
        Ok(RwLockWriteGuard { lock: self, at })
    }

    /// As [`RwLock::try_read`], for a guard that owns the lock.
    ///
    /// # Errors
    /// That somebody writes, or waits for it.
    #[track_caller]
    pub fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError> {
        let at = here();
        self.try_take(Access::Read, at)?;
        Ok(OwnedRwLockReadGuard { lock: self, at })
    }

    /// As [`RwLock::try_write`], for a guard that owns the lock.
    ///
    /// # Errors
    /// That somebody reads or writes.
    #[track_caller]
    pub fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError> {
        let at = here();
        self.try_take(Access::Write, at)?;
        Ok(OwnedRwLockWriteGuard { lock: self, at })
    }

    /// The value, which nobody else can use now.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
}

impl<T: ?Sized> Debug for RwLock<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("RwLock { .. }")
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

/// `tokio::sync::RwLockReadGuard`.
#[must_use]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    at: At,
}

/// `tokio::sync::RwLockWriteGuard`.
#[must_use]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    at: At,
}

/// `tokio::sync::OwnedRwLockReadGuard`.
#[must_use]
pub struct OwnedRwLockReadGuard<T: ?Sized> {
    lock: Arc<RwLock<T>>,
    at: At,
}

/// `tokio::sync::OwnedRwLockWriteGuard`.
#[must_use]
pub struct OwnedRwLockWriteGuard<T: ?Sized> {
    lock: Arc<RwLock<T>>,
    at: At,
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader, with no other writer in between.
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let (lock, at) = (self.lock, self.at);
        core::mem::forget(self);
        lock.downgrade(at);
        RwLockReadGuard { lock, at }
    }
}

macro_rules! guard {
    ($($guard:ty: $access:ident),*) => {$(
        impl<T: ?Sized> Deref for $guard {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: the lock is held as long as this guard exists.
                unsafe { &*self.lock.value.get() }
            }
        }

        impl<T: ?Sized> Drop for $guard {
            fn drop(&mut self) {
                self.lock.release(Access::$access, unlocked(self.at));
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

guard!(
    RwLockReadGuard<'_, T>: Read,
    OwnedRwLockReadGuard<T>: Read,
    RwLockWriteGuard<'_, T>: Write,
    OwnedRwLockWriteGuard<T>: Write
);

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the lock is held for writing as long as this guard exists.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T: ?Sized> DerefMut for OwnedRwLockWriteGuard<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { &mut *self.lock.value.get() }
    }
}
