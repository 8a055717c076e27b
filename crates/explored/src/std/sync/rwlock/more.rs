//! What only parking_lot's `RwLock` can do.

use core::cell::RefCell;
use core::marker::PhantomData;
use core::ops::Deref;
use std::sync::PoisonError;
use std::time::Duration;

use super::{Holders, RwLock, RwLockReadGuard, RwLockWriteGuard};
use crate::engine::{
    At, Kind, Op, clock, current, event, glance, here, pass, point, point_if_tried, ready, unlocked,
};

/// A reader that may become a writer.
pub(crate) struct UpgradableGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    at: At,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as for std's guards.
unsafe impl<T: ?Sized + Sync> Sync for UpgradableGuard<'_, T> {}

/// What a thread wants of the lock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// To read, after the writers that wait.
    Read,
    /// To read, before the writers that wait.
    ReadRecursive,
    /// To read, and perhaps to write later.
    ReadUpgradable,
    /// To write.
    Write,
}

impl Holders {
    fn can(&self, want: Want) -> bool {
        match want {
            Want::Read => self.can_read(),
            Want::ReadRecursive => self.writer.is_none(),
            Want::ReadUpgradable => self.can_read() && self.upgradable.is_none(),
            Want::Write => self.can_write(),
        }
    }
}

impl<T> RwLock<T> {
    /// A lock that no panic poisons, as those of parking_lot.
    #[track_caller]
    pub(crate) const fn without_poison(value: T) -> Self {
        RwLock::with_poison(value, false)
    }
}

impl<T: ?Sized> RwLock<T> {
    fn lock_op(&self, want: Want, at: At) -> Op {
        let kind = match want {
            Want::Write => Kind::LockToWrite,
            _ => Kind::LockToRead,
        };
        self.core.op(self, kind, at)
    }

    /// Locks it for reading, when no writer holds it.
    #[track_caller]
    pub(crate) fn read_recursive(&self) -> RwLockReadGuard<'_, T> {
        let op = self.lock_op(Want::ReadRecursive, here());
        let ready = ready!(
            &self.holders,
            RefCell<Holders>,
            |holders| holders.borrow().can(Want::ReadRecursive),
            |holders| holders.borrow().writer
        );
        point(op.when(ready));
        self.reader(op)
    }

    /// Locks it for reading, when no writer and no other reader of this kind holds it.
    #[track_caller]
    pub(crate) fn upgradable_read(&self) -> UpgradableGuard<'_, T> {
        let op = self.lock_op(Want::ReadUpgradable, here());
        let ready = ready!(
            &self.holders,
            RefCell<Holders>,
            |holders| holders.borrow().can(Want::ReadUpgradable),
            |holders| {
                let holders = holders.borrow();
                let before = holders.writer.or(holders.upgradable);
                before.or(holders.before_reader())
            }
        );
        point(op.when(ready));
        self.take_upgradable(op)
    }

    /// Tries once whether it can be locked, or until the time limit passes, which may be at any moment.
    #[track_caller]
    pub(crate) fn try_now(&self, want: Want, time_limit: Option<Duration>) -> Option<Op> {
        let op = self.lock_op(want, here());
        let until = time_limit.map(|time_limit| clock() + time_limit);
        point(if until.is_some() { op.yielding() } else { op });
        if self.holders.borrow().can(want) {
            return Some(op);
        }
        if let Some(until) = until {
            pass(until);
        }
        glance(op, 0, || {
            let text = match (until, want) {
                (None, Want::Write) => "tries to write to {}, which is locked",
                (None, _) => "tries to read {}, which is locked",
                (Some(_), _) => "gives up locking {}, because its time is up",
            };
            (text.to_owned(), None)
        });
        None
    }

    /// The guard of a reader, after [`RwLock::try_now`].
    pub(crate) fn take_reader(&self, op: Op) -> RwLockReadGuard<'_, T> {
        self.reader(op)
    }

    /// The guard of a writer, after [`RwLock::try_now`].
    pub(crate) fn take_writer(&self, op: Op) -> RwLockWriteGuard<'_, T> {
        self.take_write(op).unwrap_or_else(PoisonError::into_inner)
    }

    /// The guard of a reader that may become a writer, after [`RwLock::try_now`].
    pub(crate) fn take_upgradable(&self, op: Op) -> UpgradableGuard<'_, T> {
        self.holders.borrow_mut().upgradable = Some(current());
        event(op, || {
            let text = "locks {} for reading, and perhaps for writing later";
            (text.to_owned(), Some(self.shown()))
        });
        UpgradableGuard {
            lock: self,
            at: op.at,
            not_send: PhantomData,
        }
    }

    /// Whether a thread holds it, and whether a writer does, as a step.
    #[track_caller]
    pub(crate) fn look(&self) -> (bool, bool) {
        let op = self.core.op(self, Kind::Read, here());
        point(op);
        let writer = self.holders.borrow().writer;
        let locked = self.holders.borrow().any().is_some();
        glance(op, u64::from(locked) + u64::from(writer.is_some()), || {
            let text = if locked {
                "sees that {} is locked"
            } else {
                "sees that {} is free"
            };
            (text.to_owned(), None)
        });
        (locked, writer.is_some())
    }

    /// Where the value is.
    pub(crate) fn value(&self) -> *mut T {
        self.value.get()
    }
}

impl<'a, T: ?Sized> UpgradableGuard<'a, T> {
    /// Becomes a writer, when no other thread reads. While it waits, no reader can lock.
    #[track_caller]
    pub fn upgrade(self) -> RwLockWriteGuard<'a, T> {
        let lock = self.lock;
        let op = lock.lock_op(Want::Write, here());
        point(op);
        if !lock.holders.borrow().can_upgrade() {
            let ready = ready!(
                &lock.holders,
                RefCell<Holders>,
                |holders| holders.borrow().can_upgrade(),
                |holders| holders.borrow().readers.first().copied()
            );
            lock.wait_to_write(op.when(ready));
        }
        self.become_writer(op)
    }

    /// Becomes a writer, if no other thread reads.
    ///
    /// # Errors
    /// The guard, if another thread reads.
    #[track_caller]
    pub fn try_upgrade(
        self,
        time_limit: Option<Duration>,
    ) -> Result<RwLockWriteGuard<'a, T>, Self> {
        let op = self.lock.lock_op(Want::Write, here());
        let until = time_limit.map(|time_limit| clock() + time_limit);
        point(if until.is_some() { op.yielding() } else { op });
        if self.lock.holders.borrow().can_upgrade() {
            return Ok(self.become_writer(op));
        }
        if let Some(until) = until {
            pass(until);
        }
        glance(op, 0, || {
            let text = "tries to write to {}, which other threads read";
            (text.to_owned(), None)
        });
        Err(self)
    }

    fn become_writer(self, op: Op) -> RwLockWriteGuard<'a, T> {
        let lock = self.forget();
        lock.take_writer(op)
    }

    /// Goes on as any other reader.
    #[track_caller]
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let op = self.lock.core.op(self.lock, Kind::Unlock, here());
        point_if_tried(op);
        self.forget().reader(op)
    }

    fn forget(self) -> &'a RwLock<T> {
        let lock = self.lock;
        core::mem::forget(self);
        lock.holders.borrow_mut().upgradable = None;
        lock
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on as a reader that may become a writer again.
    #[track_caller]
    pub(crate) fn downgrade_to_upgradable(self) -> UpgradableGuard<'a, T> {
        let lock = self.lock;
        let op = lock.core.op(lock, Kind::Unlock, here());
        point_if_tried(op);
        core::mem::forget(self);
        lock.holders.borrow_mut().writer = None;
        lock.take_upgradable(op)
    }
}

impl<T: ?Sized> Drop for UpgradableGuard<'_, T> {
    fn drop(&mut self) {
        let lock = self.lock;
        let op = lock.core.op(lock, Kind::Unlock, unlocked(self.at));
        point_if_tried(op);
        lock.holders.borrow_mut().upgradable = None;
        event(op, || ("stops reading {}".to_owned(), Some(lock.shown())));
    }
}

impl<T: ?Sized> Deref for UpgradableGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock.
        unsafe { &*self.lock.value.get() }
    }
}
