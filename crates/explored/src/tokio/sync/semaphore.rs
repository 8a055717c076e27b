//! `tokio::sync::Semaphore`.

use core::cell::OnceCell;
use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use std::sync::Arc;

use ::tokio::sync::{AcquireError, Semaphore as Real, TryAcquireError};

use super::queue::{block, queue};
use crate::engine::{
    At, Core, Kind, ObjectKind, Op, ThreadId, current, event, glance, here, point, point_if_tried,
    unlocked,
};
use crate::tokio::executor::{By, Holder};
use crate::tokio::step::{Peek, Told, ask, read_number};

/// `tokio::sync::Semaphore`.
pub struct Semaphore {
    core: Core,
    real: Real,
    /// The threads that have acquired permits which cannot move to another thread.
    holders: OnceCell<Arc<Holder>>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Semaphore {}
// SAFETY: as above.
unsafe impl Sync for Semaphore {}

impl Semaphore {
    /// How many permits there can be.
    pub const MAX_PERMITS: usize = Real::MAX_PERMITS;

    /// With this many permits.
    #[must_use]
    #[track_caller]
    pub fn new(permits: usize) -> Self {
        Semaphore {
            core: Core::new(ObjectKind::Semaphore, here()),
            real: Real::new(permits),
            holders: OnceCell::new(),
        }
    }

    /// With this many permits.
    #[must_use]
    #[track_caller]
    pub const fn const_new(permits: usize) -> Self {
        Semaphore {
            core: Core::new(ObjectKind::Semaphore, here()),
            real: Real::const_new(permits),
            holders: OnceCell::new(),
        }
    }

    fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    fn holders(&self) -> &Arc<Holder> {
        self.holders.get_or_init(Arc::default)
    }

    /// The thread that runs, as one that holds a permit.
    fn held(&self) -> Option<ThreadId> {
        let me = current();
        self.holders().add(me);
        Some(me)
    }

    fn shown(&self) -> String {
        let text = match self.real.available_permits() {
            0 => "no permit is free".to_owned(),
            1 => "1 permit is free".to_owned(),
            several => format!("{several} permits are free"),
        };
        if self.real.is_closed() {
            format!("{text}, closed")
        } else {
            text
        }
    }

    /// How many permits are free.
    #[must_use]
    #[track_caller]
    pub fn available_permits(&self) -> usize {
        read_number(self.op(Kind::Read, here()), "has free permits:", || {
            self.real.available_permits()
        })
    }

    /// Adds permits.
    #[track_caller]
    pub fn add_permits(&self, permits: usize) {
        let op = self.op(Kind::Unlock, here());
        point(op);
        self.real.add_permits(permits);
        event(op, || {
            (
                format!("adds {} to {{}}", count(permits)),
                Some(self.shown()),
            )
        });
    }

    /// Removes free permits, at most this many; returns how many.
    #[track_caller]
    pub fn forget_permits(&self, permits: usize) -> usize {
        let op = self.op(Kind::Lock, here());
        point(op);
        let removed = self.real.forget_permits(permits);
        event(op, || {
            (
                format!("removes {} from {{}}", count(removed)),
                Some(self.shown()),
            )
        });
        removed
    }

    fn wait<P>(
        &self,
        permits: u32,
        at: At,
        make: impl FnOnce() -> P,
    ) -> impl Future<Output = Result<P, AcquireError>> + Peek {
        let op = self.op(Kind::Lock, at);
        let is_ready =
            move || self.real.available_permits() >= permits as usize || self.real.is_closed();
        let real = async move {
            let acquired = self.real.acquire_many(permits).await?;
            acquired.forget();
            Ok(make())
        };
        let by = By::Holder(self.holders().clone());
        queue(op, by, is_ready, real, move |acquired| {
            self.tell_acquired(permits, acquired.map(Result::is_ok))
        })
    }

    /// The words for what came of acquiring permits, or for the beginning of the wait.
    fn tell_acquired(&self, permits: u32, acquired: Option<bool>) -> Told {
        let permits = count(permits as usize);
        let text = match acquired {
            Some(true) => format!("acquires {permits} of {{}}"),
            Some(false) => "sees that {} is closed".to_owned(),
            None => format!("waits in the queue of {{}} for {permits}"),
        };
        (text, Some(self.shown()))
    }

    fn try_take(&self, permits: u32, at: At) -> Result<(), TryAcquireError> {
        let op = self.op(Kind::Lock, at);
        point(op);
        match self.real.try_acquire_many(permits) {
            Ok(acquired) => {
                acquired.forget();
                event(op, || self.tell_acquired(permits, Some(true)));
                Ok(())
            }
            Err(error) => {
                glance(op, 0, || {
                    let text = format!(
                        "tries to acquire {} of {{}}: {error}",
                        count(permits as usize)
                    );
                    (text, None)
                });
                Err(error)
            }
        }
    }

    /// Acquires a permit.
    ///
    /// # Errors
    /// That the semaphore is closed.
    #[track_caller]
    pub fn acquire(
        &self,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> + Peek {
        self.acquire_many_at(1, here())
    }

    /// Acquires this many permits at once.
    ///
    /// # Errors
    /// That the semaphore is closed.
    #[track_caller]
    pub fn acquire_many(
        &self,
        permits: u32,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> + Peek {
        self.acquire_many_at(permits, here())
    }

    fn acquire_many_at(
        &self,
        permits: u32,
        at: At,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> + Peek {
        self.wait(permits, at, move || SemaphorePermit {
            semaphore: self,
            permits,
            at,
            holder: self.held(),
        })
    }

    /// Acquires a permit, if one is free.
    ///
    /// # Errors
    /// That none is free, or that the semaphore is closed.
    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_acquire_many(1)
    }

    /// Acquires this many permits at once, if they are free.
    ///
    /// # Errors
    /// That they are not free, or that the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many(&self, permits: u32) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let at = here();
        self.try_take(permits, at).map(|()| SemaphorePermit {
            semaphore: self,
            permits,
            at,
            holder: self.held(),
        })
    }

    /// As [`Semaphore::acquire`], for a permit that owns its semaphore.
    ///
    /// # Errors
    /// That the semaphore is closed.
    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.acquire_many_owned(1)
    }

    /// As [`Semaphore::acquire_many`], for a permit that owns its semaphore.
    ///
    /// # Errors
    /// That the semaphore is closed.
    #[track_caller]
    pub fn acquire_many_owned(
        self: Arc<Self>,
        permits: u32,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        let at = here();
        async move {
            self.wait(permits, at, || ()).await?;
            Ok(OwnedSemaphorePermit {
                semaphore: self,
                permits,
                at,
                holder: None,
            })
        }
    }

    /// As [`Semaphore::try_acquire`], for a permit that owns its semaphore.
    ///
    /// # Errors
    /// That none is free, or that the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        self.try_acquire_many_owned(1)
    }

    /// As [`Semaphore::try_acquire_many`], for a permit that owns its semaphore.
    ///
    /// # Errors
    /// That they are not free, or that the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many_owned(
        self: Arc<Self>,
        permits: u32,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let at = here();
        self.try_take(permits, at)?;
        Ok(OwnedSemaphorePermit {
            semaphore: self,
            permits,
            at,
            holder: None,
        })
    }

    /// As [`Semaphore::acquire`], on a thread outside tasks.
    ///
    /// # Errors
    /// That the semaphore is closed.
    #[track_caller]
    pub fn blocking_acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        block(self.acquire_many_at(1, here()), here())
    }

    /// Nobody acquires permits any more.
    #[track_caller]
    pub fn close(&self) {
        let op = self.op(Kind::Close, here());
        point(op);
        self.real.close();
        event(op, || ("closes {}".to_owned(), Some(self.shown())));
    }

    /// Whether it is closed.
    #[must_use]
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        ask(
            self.op(Kind::Read, here()),
            "sees that {} is closed",
            "sees that {} is not closed",
            || self.real.is_closed(),
        )
    }

    /// Releases permits, because a permit is dropped.
    fn release(&self, permits: u32, at: At) {
        if permits == 0 {
            return;
        }
        let op = self.op(Kind::Unlock, at);
        point_if_tried(op);
        self.real.add_permits(permits as usize);
        event(op, || {
            let text = format!("releases {} of {{}}", count(permits as usize));
            (text, Some(self.shown()))
        });
    }
}

fn count(permits: usize) -> String {
    if permits == 1 {
        "a permit".to_owned()
    } else {
        format!("{permits} permits")
    }
}

impl Debug for Semaphore {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let permits = self.real.available_permits();
        write!(to, "Semaphore {{ permits: {permits} }}")
    }
}

macro_rules! permit {
    ($name:ident $(<$life:lifetime>)?, $semaphore:ty, $shown:ty, $clone:expr, $same:expr) => {
        impl $(<$life>)? $name $(<$life>)? {
            /// Drops it without releasing its permits.
            pub fn forget(mut self) {
                self.permits = 0;
            }

            /// Adds the permits of another one.
            ///
            /// # Panics
            /// If they are from different semaphores.
            #[track_caller]
            pub fn merge(&mut self, mut other: Self) {
                let same: fn(&$semaphore, &$semaphore) -> bool = $same;
                assert!(
                    same(&self.semaphore, &other.semaphore),
                    "merging permits from different semaphore instances"
                );
                self.permits += core::mem::take(&mut other.permits);
            }

            /// Moves some of the permits to another one, if there are enough.
            pub fn split(&mut self, permits: usize) -> Option<Self> {
                let permits = u32::try_from(permits).ok()?;
                self.permits = self.permits.checked_sub(permits)?;
                let clone: fn(&$semaphore) -> $semaphore = $clone;
                Some($name {
                    semaphore: clone(&self.semaphore),
                    permits,
                    at: self.at,
                    holder: None,
                })
            }

            /// The semaphore.
            pub fn semaphore(&self) -> &$shown {
                &self.semaphore
            }

            /// How many permits it has.
            pub fn num_permits(&self) -> usize {
                self.permits as usize
            }
        }

        impl $(<$life>)? Drop for $name $(<$life>)? {
            fn drop(&mut self) {
                if let Some(holder) = self.holder {
                    self.semaphore.holders().remove(holder);
                }
                self.semaphore.release(self.permits, unlocked(self.at));
            }
        }

        impl $(<$life>)? Debug for $name $(<$life>)? {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                write!(to, "{} {{ permits: {} }}", stringify!($name), self.permits)
            }
        }
    };
}

/// `tokio::sync::SemaphorePermit`.
#[must_use]
pub struct SemaphorePermit<'a> {
    semaphore: &'a Semaphore,
    permits: u32,
    at: At,
    /// The thread that holds it, if it cannot move to another one.
    holder: Option<ThreadId>,
}

/// `tokio::sync::OwnedSemaphorePermit`.
#[must_use]
pub struct OwnedSemaphorePermit {
    semaphore: Arc<Semaphore>,
    permits: u32,
    at: At,
    /// The thread that holds it, if it cannot move to another one.
    holder: Option<ThreadId>,
}

permit!(
    SemaphorePermit<'a>,
    &'a Semaphore,
    Semaphore,
    |one| one,
    |one, other| core::ptr::eq(*one, *other)
);
permit!(
    OwnedSemaphorePermit,
    Arc<Semaphore>,
    Arc<Semaphore>,
    Arc::clone,
    Arc::ptr_eq
);
