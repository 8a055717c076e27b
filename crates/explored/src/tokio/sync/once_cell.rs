//! `tokio::sync::OnceCell`.

use core::cell::UnsafeCell;
use core::convert::Infallible;
use core::fmt::{self, Debug, Display, Formatter};
use core::future::Future;

use ::tokio::sync::Semaphore as Real;

use super::queue::queue;
use crate::engine::{At, Core, Kind, ObjectKind, Op, event, glance, here, point};
use crate::show::show;
use crate::tokio::executor::By;
use crate::tokio::step::ask;

/// `tokio::sync::OnceCell`.
pub struct OnceCell<T> {
    core: Core,
    /// Whoever has its permit makes the value. It is closed once there is one.
    real: Real,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: all threads of the program run on one thread of the system, and a value that is set does not change any more.
unsafe impl<T: Send> Send for OnceCell<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for OnceCell<T> {}

/// `tokio::sync::SetError`.
#[derive(Debug, PartialEq, Eq)]
pub enum SetError<T> {
    /// There is a value.
    AlreadyInitializedError(T),
    /// Somebody makes one.
    InitializingError(T),
}

impl<T> SetError<T> {
    /// Whether there is a value.
    pub fn is_already_init_err(&self) -> bool {
        matches!(self, SetError::AlreadyInitializedError(_))
    }

    /// Whether somebody makes one.
    pub fn is_initializing_err(&self) -> bool {
        matches!(self, SetError::InitializingError(_))
    }
}

impl<T> Display for SetError<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            SetError::AlreadyInitializedError(_) => "AlreadyInitializedError",
            SetError::InitializingError(_) => "InitializingError",
        })
    }
}

impl<T: Debug> core::error::Error for SetError<T> {}

impl<T> OnceCell<T> {
    /// Without a value.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        OnceCell::made(None, here())
    }

    /// Without a value.
    #[must_use]
    #[track_caller]
    pub const fn const_new() -> Self {
        OnceCell::made(None, here())
    }

    /// With this value, or without one.
    #[must_use]
    #[track_caller]
    pub fn new_with(value: Option<T>) -> Self {
        let cell = OnceCell::made(value, here());
        if cell.value().is_some() {
            cell.real.close();
        }
        cell
    }

    const fn made(value: Option<T>, at: At) -> Self {
        OnceCell {
            core: Core::new(ObjectKind::Once, at),
            real: Real::const_new(1),
            value: UnsafeCell::new(value),
        }
    }

    fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: one thread of the system, and a value that is set does not change any more.
        unsafe { (*self.value.get()).as_ref() }
    }

    fn shown(&self) -> Option<String> {
        let value = self.value();
        value.map(|value| show(value).unwrap_or_else(|| "set".to_owned()))
    }

    fn put(&self, value: T, op: Op) -> &T {
        // SAFETY: there is no value yet, so nobody refers to it.
        unsafe { *self.value.get() = Some(value) };
        self.real.close();
        event(op, || ("sets the value of {}".to_owned(), self.shown()));
        self.value().unwrap_or_else(|| unreachable!("it was set"))
    }

    /// Whether there is a value.
    #[track_caller]
    pub fn initialized(&self) -> bool {
        let op = self.op(Kind::Read, here());
        ask(
            op,
            "sees that {} has a value",
            "sees that {} has no value yet",
            || self.value().is_some(),
        )
    }

    /// The value, if there is one.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        self.initialized();
        self.value()
    }

    /// The value, which nobody else can use now.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// Sets the value, if there is none and nobody makes one.
    ///
    /// # Errors
    /// The value, if it cannot be set.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), SetError<T>> {
        let op = self.op(Kind::Write, here());
        point(op);
        let error = if self.value().is_some() {
            SetError::AlreadyInitializedError(value)
        } else if self.real.available_permits() == 0 {
            SetError::InitializingError(value)
        } else {
            self.put(value, op);
            return Ok(());
        };
        glance(op, 0, || (format!("cannot set {{}}: {error}"), None));
        Err(error)
    }

    /// The value. If there is none, the first caller makes it, and the others wait.
    #[track_caller]
    pub fn get_or_init<F, Fut>(&self, make: F) -> impl Future<Output = &T>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        let at = here();
        async move {
            let made = self.get_or_make(at, || async { Ok::<T, Infallible>(make().await) });
            match made.await {
                Ok(value) => value,
                Err(never) => match never {},
            }
        }
    }

    /// As [`OnceCell::get_or_init`], if the value can be made.
    ///
    /// # Errors
    /// What `make` returns. The next caller tries again.
    #[track_caller]
    pub fn get_or_try_init<E, F, Fut>(&self, make: F) -> impl Future<Output = Result<&T, E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        self.get_or_make(here(), make)
    }

    async fn get_or_make<E, F, Fut>(&self, at: At, make: F) -> Result<&T, E>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        let op = || self.op(Kind::Write, at);
        let is_ready = || self.real.available_permits() > 0 || self.real.is_closed();
        let real = self.real.acquire();
        let permit = queue(op(), By::Nobody, is_ready, real, |permit| {
            let text = match permit {
                None => "waits until {} has a value",
                Some(Ok(_)) => "begins to make the value of {}",
                Some(Err(_)) => "reads {}",
            };
            (text.to_owned(), self.shown())
        });
        let Ok(permit) = permit.await else {
            return Ok(self
                .value()
                .unwrap_or_else(|| unreachable!("closed with a value")));
        };
        let value = make().await?;
        point(op());
        permit.forget();
        Ok(self.put(value, op()))
    }

    /// The value, without the cell.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// The value, which the cell has no more.
    #[track_caller]
    pub fn take(&mut self) -> Option<T> {
        core::mem::take(self).into_inner()
    }
}

impl<T> Default for OnceCell<T> {
    #[track_caller]
    fn default() -> Self {
        OnceCell::new()
    }
}

impl<T> From<T> for OnceCell<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        OnceCell::new_with(Some(value))
    }
}

impl<T: Debug> Debug for OnceCell<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let value = self.value();
        to.debug_struct("OnceCell").field("value", &value).finish()
    }
}
