//! `std::sync::Condvar`.

use core::cell::RefCell;
use core::fmt::{self, Debug, Formatter};
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

use super::mutex::{Mutex, MutexGuard, RawMutex};
use crate::engine::{Core, Kind, ObjectKind, Op, ThreadId};
use crate::engine::{current, event, glance, here, point, ready, thread, variant};

/// `std::sync::Condvar`. A wait never ends without a reason here, although std allows it.
pub struct Condvar {
    core: Core,
    waiting: RefCell<Vec<ThreadId>>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Sync for Condvar {}

/// `std::sync::WaitTimeoutResult`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether the time limit has passed.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

/// What a thread waits for after it was notified: the lock.
struct Notified<'a> {
    waiting: &'a RefCell<Vec<ThreadId>>,
    me: ThreadId,
    lock: &'a RawMutex,
}

impl Notified<'_> {
    fn is_waiting(&self) -> bool {
        self.waiting.borrow().contains(&self.me)
    }
}

impl Condvar {
    /// A condition variable on which nobody waits.
    #[must_use]
    #[track_caller]
    pub const fn new() -> Self {
        Condvar {
            core: Core::new(ObjectKind::Condvar, here()),
            waiting: RefCell::new(Vec::new()),
        }
    }

    /// Unlocks the lock and waits for a notification, in one step; then locks it again.
    ///
    /// # Errors
    /// That the lock is poisoned.
    #[track_caller]
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let (lock, op) = self.begin(guard);
        let notified = self.notified(lock);
        let is_notified = ready!(
            &notified,
            Notified<'_>,
            |it| !it.is_waiting() && it.lock.is_free(),
            |it| {
                if it.is_waiting() {
                    None
                } else {
                    it.lock.holder()
                }
            }
        );
        point(op.when(is_notified));
        lock.take(lock.op(op.at), op.at)
    }

    /// As [`Condvar::wait`], again and again as long as the condition is true.
    ///
    /// # Errors
    /// That the lock is poisoned.
    #[track_caller]
    pub fn wait_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As [`Condvar::wait`], until the time limit has passed, which may be at any moment.
    ///
    /// # Errors
    /// That the lock is poisoned.
    #[track_caller]
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        time_limit: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (lock, op) = self.begin(guard);
        let until = crate::engine::clock() + time_limit;
        let notified = self.notified(lock);
        point(op.yielding().when(ready!(
            &notified,
            Notified<'_>,
            |it| it.lock.is_free(),
            |it| it.lock.holder()
        )));
        let timed_out = notified.is_waiting();
        if timed_out {
            crate::engine::pass(until);
            self.waiting.borrow_mut().retain(|one| *one != notified.me);
            glance(op, 0, || {
                (
                    "stops waiting for {}, because its time is up".to_owned(),
                    Some(self.shown()),
                )
            });
        }
        let result = WaitTimeoutResult(timed_out);
        match lock.take(lock.op(op.at), op.at) {
            Ok(guard) => Ok((guard, result)),
            Err(error) => Err(PoisonError::new((error.into_inner(), result))),
        }
    }

    /// As [`Condvar::wait_while`], until the time limit has passed, which may be at any moment.
    ///
    /// # Errors
    /// That the lock is poisoned.
    #[track_caller]
    pub fn wait_timeout_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        time_limit: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let until = crate::engine::clock() + time_limit;
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let left = until.saturating_sub(crate::engine::clock());
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            guard = self.wait_timeout(guard, left)?.0;
        }
    }

    /// Unlocks, and begins to wait.
    #[track_caller]
    fn begin<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> (&'a Mutex<T>, Op) {
        let op = self.core.op(self, Kind::Wait, here());
        point(op);
        let lock = guard.lock;
        core::mem::forget(guard);
        self.waiting.borrow_mut().push(current());
        lock.release(lock.op(op.at), Kind::Unlock, op.at, "unlocks {}");
        event(op, || ("waits for {}".to_owned(), Some(self.shown())));
        (lock, op)
    }

    fn notified<'a, T: ?Sized>(&'a self, lock: &'a Mutex<T>) -> Notified<'a> {
        Notified {
            waiting: &self.waiting,
            me: current(),
            lock: &lock.raw,
        }
    }

    /// Notifies one of the threads that wait; which one is up to the system.
    #[track_caller]
    pub fn notify_one(&self) {
        self.wake_one();
    }

    /// As [`Condvar::notify_one`]; returns whether a thread has waited.
    #[track_caller]
    pub(crate) fn wake_one(&self) -> bool {
        let op = self.core.op(self, Kind::Notify, here());
        point(op);
        let waiting = self.waiting.borrow().len();
        if waiting > 1 {
            point(op.choice(waiting));
        }
        if waiting == 0 {
            event(op, || {
                (
                    "notifies {}, but nobody waits".to_owned(),
                    Some(self.shown()),
                )
            });
            return false;
        }
        let place = if waiting > 1 { variant() } else { 0 };
        let woken = self.waiting.borrow_mut().remove(place);
        event(op, || {
            (
                format!("notifies {} through {{}}", thread(woken)),
                Some(self.shown()),
            )
        });
        true
    }

    /// Notifies all threads that wait.
    #[track_caller]
    pub fn notify_all(&self) {
        self.wake_all();
    }

    /// As [`Condvar::notify_all`]; returns how many threads have waited.
    #[track_caller]
    pub(crate) fn wake_all(&self) -> usize {
        let op = self.core.op(self, Kind::Notify, here());
        point(op);
        let woken = core::mem::take(&mut *self.waiting.borrow_mut()).len();
        event(op, || {
            let text = if woken == 0 {
                "notifies {}, but nobody waits"
            } else {
                "notifies all that wait for {}"
            };
            (text.to_owned(), Some(self.shown()))
        });
        woken
    }

    fn shown(&self) -> String {
        let names: Vec<String> = self
            .waiting
            .borrow()
            .iter()
            .map(|one| thread(*one))
            .collect();
        if names.is_empty() {
            "nobody waits".to_owned()
        } else {
            format!("{} waits", names.join(", "))
        }
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Condvar::new()
    }
}

impl Debug for Condvar {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Condvar { .. }")
    }
}
