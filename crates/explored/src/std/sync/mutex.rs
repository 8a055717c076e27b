//! `std::sync::Mutex`.

use core::cell::UnsafeCell;
use core::fmt::{self, Debug, DebugStruct, Display, Formatter};
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};
use std::time::Duration;

use crate::engine::{At, Core, Kind, ObjectKind, Op, ThreadId};
use crate::engine::{
    clock, current, event, glance, here, is_panicking, pass, point, point_if_tried, ready, thread,
    unlocked,
};
use crate::show::show;

/// `std::sync::Mutex`.
pub struct Mutex<T: ?Sized> {
    pub(super) raw: RawMutex,
    value: UnsafeCell<T>,
}

// SAFETY: as for std's Mutex. All threads of the program run on one thread of the system.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

/// Who holds the lock.
pub struct RawMutex {
    core: Core,
    state: UnsafeCell<State>,
}

#[derive(Clone, Copy)]
struct State {
    holder: Option<ThreadId>,
    poisoned: bool,
    /// Whether a panic poisons it.
    poisons: bool,
}

impl RawMutex {
    pub const fn new(made: At, poisons: bool) -> Self {
        let state = State {
            holder: None,
            poisoned: false,
            poisons,
        };
        RawMutex {
            core: Core::new(ObjectKind::Mutex, made),
            state: UnsafeCell::new(state),
        }
    }

    fn state(&self) -> State {
        // SAFETY: one thread of the system, and the state is copied.
        unsafe { *self.state.get() }
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        // SAFETY: one thread of the system, and `change` does not come back here.
        change(unsafe { &mut *self.state.get() });
    }

    /// Whether it is free, for [`Op::when`].
    pub fn is_free(&self) -> bool {
        self.state().holder.is_none()
    }

    pub fn holder(&self) -> Option<ThreadId> {
        self.state().holder
    }
}

impl<T> Mutex<T> {
    /// A lock that protects a value.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Mutex {
            raw: RawMutex::new(here(), true),
            value: UnsafeCell::new(value),
        }
    }

    /// A lock that no panic poisons, as those of parking_lot.
    #[track_caller]
    pub(crate) const fn without_poison(value: T) -> Self {
        Mutex {
            raw: RawMutex::new(here(), false),
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

impl<T: ?Sized> Mutex<T> {
    /// Locks it, when it is free.
    ///
    /// # Errors
    /// That the lock is poisoned.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let at = here();
        let op = self.raw.core.op(self, Kind::Lock, at);
        point(op.when(ready!(&self.raw, RawMutex, |raw| raw.is_free(), |raw| raw.holder())));
        self.take(op, at)
    }

    /// Locks it, if it is free.
    ///
    /// # Errors
    /// That it is not free, or that it is poisoned.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let at = here();
        let op = self.raw.core.op(self, Kind::Lock, at);
        point(op);
        if !self.raw.is_free() {
            glance(op, 0, || {
                ("tries to lock {}, which is locked".to_owned(), None)
            });
            return Err(TryLockError::WouldBlock);
        }
        self.take(op, at).map_err(TryLockError::Poisoned)
    }

    /// Locks it, unless the time limit passes first, which may be at any moment.
    #[track_caller]
    pub(crate) fn lock_within(&self, time_limit: Duration) -> Option<MutexGuard<'_, T>> {
        let op = self.raw.core.op(self, Kind::Lock, here());
        let until = clock() + time_limit;
        point(op.yielding());
        if !self.raw.is_free() {
            pass(until);
            glance(op, 0, || {
                (
                    "gives up locking {}, because its time is up".to_owned(),
                    None,
                )
            });
            return None;
        }
        Some(self.take(op, op.at).unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether a thread holds it, as a step.
    #[track_caller]
    pub(crate) fn look(&self) -> Option<ThreadId> {
        let op = self.raw.core.op(self, Kind::Read, here());
        point(op);
        let holder = self.raw.holder();
        glance(op, u64::from(holder.is_some()), || {
            let text = if holder.is_some() {
                "sees that {} is locked"
            } else {
                "sees that {} is free"
            };
            (text.to_owned(), None)
        });
        holder
    }

    /// Whether the thread that runs holds it.
    pub(crate) fn is_mine(&self) -> bool {
        self.raw.holder() == Some(current())
    }

    /// Where the value is.
    pub(crate) fn value(&self) -> *mut T {
        self.value.get()
    }

    /// A step that locks it.
    pub(super) fn op(&self, at: At) -> Op {
        self.raw.core.op(self, Kind::Lock, at)
    }

    /// The guard of a lock that is free.
    pub(super) fn take(&self, op: Op, at: At) -> LockResult<MutexGuard<'_, T>> {
        let me = current();
        self.raw.set(|state| state.holder = Some(me));
        self.tell(op, Kind::Lock, at, "locks {}");
        let guard = MutexGuard {
            lock: self,
            at,
            panicking: is_panicking(),
            not_send: PhantomData,
        };
        if self.is_poisoned() {
            Err(PoisonError::new(guard))
        } else {
            Ok(guard)
        }
    }

    /// Unlocks it, as the drop of a guard that was made at `made`.
    pub(crate) fn unlock(&self, made: At) {
        let at = unlocked(made);
        let op = self.raw.core.op(self, Kind::Unlock, at);
        point_if_tried(op);
        self.release(op, Kind::Unlock, at, "unlocks {}");
    }

    /// Unlocks it, as a part of the step that the thread makes.
    pub(super) fn release(&self, op: Op, kind: Kind, at: At, text: &str) {
        self.raw.set(|state| state.holder = None);
        self.tell(op, kind, at, text);
    }

    fn tell(&self, op: Op, kind: Kind, at: At, text: &str) {
        event(Op { kind, at, ..op }, || {
            (text.to_owned(), Some(self.shown()))
        });
    }

    /// The state of the lock and its value, as text.
    fn shown(&self) -> String {
        // SAFETY: the value is only read, and its owner does not run now.
        let value = unsafe { show(&*self.value.get()) };
        let holder = self
            .raw
            .holder()
            .map(|holder| format!("locked by {}", thread(holder)));
        let poison = self.is_poisoned().then(|| "poisoned".to_owned());
        let parts: Vec<String> = [
            value,
            Some(holder.unwrap_or_else(|| "free".to_owned())),
            poison,
        ]
        .into_iter()
        .flatten()
        .collect();
        parts.join(", ")
    }

    /// Whether a thread panicked while it held the lock.
    pub fn is_poisoned(&self) -> bool {
        self.raw.state().poisoned
    }

    /// The lock is not poisoned any more.
    pub fn clear_poison(&self) {
        self.raw.set(|state| state.poisoned = false);
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

/// `std::sync::MutexGuard`.
pub struct MutexGuard<'a, T: ?Sized> {
    pub(super) lock: &'a Mutex<T>,
    at: At,
    panicking: bool,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as for std's guard.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the thread holds the lock.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the thread holds the lock.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if is_panicking() && !self.panicking {
            self.lock.raw.set(|state| state.poisoned |= state.poisons);
        }
        self.lock.unlock(self.at);
    }
}

impl<T: ?Sized + Debug> Debug for MutexGuard<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(to)
    }
}

impl<T: ?Sized + Display> Display for MutexGuard<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(to)
    }
}

impl<T: ?Sized + Debug> Debug for Mutex<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut shown = to.debug_struct("Mutex");
        self.show_data(&mut shown);
        shown.field("poisoned", &self.is_poisoned());
        shown.finish_non_exhaustive()
    }
}

impl<T: ?Sized + Debug> Mutex<T> {
    /// Shows the value, or that the lock is locked, as a step.
    pub(crate) fn show_data(&self, to: &mut DebugStruct<'_, '_>) {
        point(
            self.raw
                .core
                .op(self, Kind::Read, unlocked(self.raw.core.made())),
        );
        if self.raw.is_free() {
            // SAFETY: nobody holds the lock, and no other thread runs now.
            let value = unsafe { &*self.value.get() };
            to.field("data", &value);
        } else {
            to.field("data", &format_args!("<locked>"));
        }
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
