//! `std::sync::RwLock`.
//!
//! # Layout
//! - `more`: what only parking_lot's lock can do.

mod more;

pub(crate) use more::{UpgradableGuard, Want};

use core::cell::{RefCell, UnsafeCell};
use core::fmt::{self, Debug, DebugStruct, Display, Formatter};
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use crate::engine::{At, Core, Kind, ObjectKind, Op, ThreadId};
use crate::engine::{
    current, event, glance, here, is_panicking, point, point_if_tried, ready, thread, unlocked,
};
use crate::show::show;

/// `std::sync::RwLock`. As on Linux, a reader that comes while a writer waits must wait too, so that writers do not starve.
pub struct RwLock<T: ?Sized> {
    core: Core,
    holders: RefCell<Holders>,
    value: UnsafeCell<T>,
}

// SAFETY: as for std's RwLock. All threads of the program run on one thread of the system.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

struct Holders {
    readers: Vec<ThreadId>,
    writer: Option<ThreadId>,
    /// Threads that have tried to lock for writing, and wait.
    waiting_writers: Vec<ThreadId>,
    /// A reader that no other one of its kind is beside, because it may become a writer.
    upgradable: Option<ThreadId>,
    poisoned: bool,
    /// Whether a panic poisons it.
    poisons: bool,
}

impl Holders {
    fn can_read(&self) -> bool {
        self.writer.is_none() && self.waiting_writers.is_empty()
    }

    fn can_write(&self) -> bool {
        self.upgradable.is_none() && self.can_upgrade()
    }

    fn can_upgrade(&self) -> bool {
        self.writer.is_none() && self.readers.is_empty()
    }

    fn any(&self) -> Option<ThreadId> {
        let first = self.readers.first().copied();
        self.writer.or(self.upgradable).or(first)
    }

    /// Which thread a reader must wait for: the writer, or else one that waits to write.
    fn before_reader(&self) -> Option<ThreadId> {
        self.writer.or(self.waiting_writers.first().copied())
    }

    fn remove_reader(&mut self, reader: ThreadId) {
        if let Some(place) = self.readers.iter().position(|one| *one == reader) {
            self.readers.remove(place);
        }
    }
}

impl<T> RwLock<T> {
    /// A lock that protects a value.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        RwLock::with_poison(value, true)
    }

    /// A lock that a panic poisons, or not.
    #[track_caller]
    const fn with_poison(value: T, poisons: bool) -> Self {
        let holders = Holders {
            readers: Vec::new(),
            writer: None,
            waiting_writers: Vec::new(),
            upgradable: None,
            poisoned: false,
            poisons,
        };
        RwLock {
            core: Core::new(ObjectKind::RwLock, here()),
            holders: RefCell::new(holders),
            value: UnsafeCell::new(value),
        }
    }

    /// The value, without the lock.
    ///
    /// # Errors
    /// That the lock is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.is_poisoned();
        let value = self.value.into_inner();
        if poisoned {
            Err(PoisonError::new(value))
        } else {
            Ok(value)
        }
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Locks it for reading, when no writer holds it or waits for it.
    ///
    /// # Errors
    /// That the lock is poisoned.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let op = self.core.op(self, Kind::LockToRead, here());
        let ready = ready!(
            &self.holders,
            RefCell<Holders>,
            |holders| holders.borrow().can_read(),
            |holders| holders.borrow().before_reader()
        );
        point(op.when(ready));
        self.take_read(op)
    }

    /// Locks it for writing, when nobody holds it. While it waits, no reader can lock.
    ///
    /// # Errors
    /// That the lock is poisoned.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let op = self.core.op(self, Kind::LockToWrite, here());
        point(op);
        if !self.holders.borrow().can_write() {
            let ready = ready!(
                &self.holders,
                RefCell<Holders>,
                |holders| holders.borrow().can_write(),
                |holders| holders.borrow().any()
            );
            self.wait_to_write(op.when(ready));
        }
        self.take_write(op)
    }

    /// Waits as a writer, whom new readers let go first.
    fn wait_to_write(&self, op: Op) {
        let me = current();
        self.holders.borrow_mut().waiting_writers.push(me);
        event(op, || {
            ("waits to write to {}".to_owned(), Some(self.shown()))
        });
        point(op);
        let waiting = &mut self.holders.borrow_mut().waiting_writers;
        waiting.retain(|writer| *writer != me);
    }

    /// Locks it for reading, if no writer holds it or waits for it.
    ///
    /// # Errors
    /// That it cannot be locked now, or that it is poisoned.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let op = self.core.op(self, Kind::LockToRead, here());
        point(op);
        if !self.holders.borrow().can_read() {
            glance(op, 0, || {
                ("tries to read {}, which is locked".to_owned(), None)
            });
            return Err(TryLockError::WouldBlock);
        }
        self.take_read(op).map_err(TryLockError::Poisoned)
    }

    /// Locks it for writing, if nobody holds it.
    ///
    /// # Errors
    /// That it cannot be locked now, or that it is poisoned.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let op = self.core.op(self, Kind::LockToWrite, here());
        point(op);
        if !self.holders.borrow().can_write() {
            glance(op, 0, || {
                ("tries to write to {}, which is locked".to_owned(), None)
            });
            return Err(TryLockError::WouldBlock);
        }
        self.take_write(op).map_err(TryLockError::Poisoned)
    }

    /// Lets the thread that runs read.
    fn reader(&self, op: Op) -> RwLockReadGuard<'_, T> {
        let me = current();
        self.holders.borrow_mut().readers.push(me);
        event(op, || {
            ("locks {} for reading".to_owned(), Some(self.shown()))
        });
        RwLockReadGuard {
            lock: self,
            at: op.at,
            owner: me,
            not_send: PhantomData,
        }
    }

    fn take_read(&self, op: Op) -> LockResult<RwLockReadGuard<'_, T>> {
        let guard = self.reader(op);
        if self.is_poisoned() {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    fn take_write(&self, op: Op) -> LockResult<RwLockWriteGuard<'_, T>> {
        let me = current();
        self.holders.borrow_mut().writer = Some(me);
        event(op, || {
            ("locks {} for writing".to_owned(), Some(self.shown()))
        });
        let guard = RwLockWriteGuard {
            lock: self,
            at: op.at,
            panicking: is_panicking(),
            not_send: PhantomData,
        };
        if self.is_poisoned() {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    /// The state of the lock and its value, as text.
    fn shown(&self) -> String {
        let holders = self.holders.borrow();
        // SAFETY: the value is only read, and its owner does not run now.
        let value = unsafe { show(&*self.value.get()) };
        let names: Vec<String> = holders
            .readers
            .iter()
            .map(|reader| thread(*reader))
            .collect();
        let holder = match (holders.writer, holders.upgradable) {
            (Some(writer), _) => format!("{} writes", thread(writer)),
            (None, Some(reader)) => {
                let readers = [&[format!("{}, who may write", thread(reader))], &*names].concat();
                format!("read by {}", readers.join(", "))
            }
            (None, None) if names.is_empty() => "free".to_owned(),
            (None, None) => format!("read by {}", names.join(", ")),
        };
        let waiting = holders.waiting_writers.first();
        let waiting = waiting.map(|writer| format!("{} waits to write", thread(*writer)));
        let parts: Vec<String> = [value, Some(holder), waiting]
            .into_iter()
            .flatten()
            .collect();
        parts.join(", ")
    }

    /// Whether a thread panicked while it held the lock for writing.
    pub fn is_poisoned(&self) -> bool {
        self.holders.borrow().poisoned
    }

    /// The lock is not poisoned any more.
    pub fn clear_poison(&self) {
        self.holders.borrow_mut().poisoned = false;
    }

    /// The value, which no other thread can use now.
    ///
    /// # Errors
    /// That the lock is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.is_poisoned();
        let value = self.value.get_mut();
        if poisoned {
            Err(PoisonError::new(value))
        } else {
            Ok(value)
        }
    }
}

/// `std::sync::RwLockReadGuard`.
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    at: At,
    owner: ThreadId,
    not_send: PhantomData<*const ()>,
}

/// `std::sync::RwLockWriteGuard`.
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    at: At,
    panicking: bool,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as for std's guards.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: as for std's guards.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader; no writer comes in between.
    #[track_caller]
    pub fn downgrade(this: Self) -> RwLockReadGuard<'a, T> {
        let lock = this.lock;
        let op = lock.core.op(lock, Kind::Unlock, here());
        point_if_tried(op);
        core::mem::forget(this);
        lock.holders.borrow_mut().writer = None;
        lock.reader(op)
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        let op = self
            .lock
            .core
            .op(self.lock, Kind::Unlock, unlocked(self.at));
        point_if_tried(op);
        self.lock.holders.borrow_mut().remove_reader(self.owner);
        event(op, || {
            ("stops reading {}".to_owned(), Some(self.lock.shown()))
        });
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let op = self
            .lock
            .core
            .op(self.lock, Kind::Unlock, unlocked(self.at));
        point_if_tried(op);
        let mut holders = self.lock.holders.borrow_mut();
        holders.poisoned |= is_panicking() && !self.panicking && holders.poisons;
        holders.writer = None;
        drop(holders);
        event(op, || {
            ("stops writing to {}".to_owned(), Some(self.lock.shown()))
        });
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this thread holds the lock.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T: ?Sized + Debug> Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(to)
    }
}

impl<T: ?Sized + Debug> Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(to)
    }
}

impl<T: ?Sized + Display> Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(to)
    }
}

impl<T: ?Sized + Display> Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(to)
    }
}

impl<T: ?Sized + Debug> Debug for RwLock<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut shown = to.debug_struct("RwLock");
        self.show_data(&mut shown);
        shown.field("poisoned", &self.is_poisoned());
        shown.finish_non_exhaustive()
    }
}

impl<T: ?Sized + Debug> RwLock<T> {
    /// Shows the value, or that a writer holds the lock, as a step.
    pub(crate) fn show_data(&self, to: &mut DebugStruct<'_, '_>) {
        point(self.core.op(self, Kind::Read, unlocked(self.core.made())));
        if self.holders.borrow().writer.is_none() {
            // SAFETY: nobody writes, and no other thread runs now.
            let value = unsafe { &*self.value.get() };
            to.field("data", &value);
        } else {
            to.field("data", &format_args!("<locked>"));
        }
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        RwLock::new(value)
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        RwLock::new(T::default())
    }
}
