//! Values of tasks.

use core::cell::RefCell;
use core::fmt::{self, Debug, Display, Formatter};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use crate::std::thread::LocalKey as ThreadKey;

/// `tokio::task::LocalKey`.
pub struct LocalKey<T: 'static> {
    #[doc(hidden)]
    pub inner: ThreadKey<RefCell<Option<T>>>,
}

/// `tokio::task::AccessError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessError(());

impl Display for AccessError {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("task-local value not set")
    }
}

impl core::error::Error for AccessError {}

impl<T: 'static> LocalKey<T> {
    /// A future in which the key has this value.
    pub fn scope<F: Future>(&'static self, value: T, future: F) -> TaskLocalFuture<T, F> {
        TaskLocalFuture {
            key: self,
            value: Some(value),
            future: Some(Box::pin(future)),
        }
    }

    /// Calls `body`, in which the key has this value.
    pub fn sync_scope<R>(&'static self, value: T, body: impl FnOnce() -> R) -> R {
        let mut value = Some(value);
        let _swapped = Swapped::new(self, &mut value);
        body()
    }

    /// Calls `body` with the value.
    ///
    /// # Panics
    /// If the key has no value here.
    #[track_caller]
    pub fn with<R>(&'static self, body: impl FnOnce(&T) -> R) -> R {
        match self.try_with(body) {
            Ok(result) => result,
            Err(_) => {
                panic!("cannot access a task-local storage value without setting it first")
            }
        }
    }

    /// Calls `body` with the value.
    ///
    /// # Errors
    /// That the key has no value here.
    pub fn try_with<R>(&'static self, body: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        self.inner.with(|cell| {
            let value = cell.borrow();
            value.as_ref().map(body).ok_or(AccessError(()))
        })
    }

    /// The value.
    ///
    /// # Panics
    /// If the key has no value here.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Clone,
    {
        self.with(Clone::clone)
    }
}

impl<T: 'static> Debug for LocalKey<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("LocalKey { .. }")
    }
}

/// Swaps the value of the key with another one, and back.
struct Swapped<'a, T: 'static> {
    key: &'static LocalKey<T>,
    value: &'a mut Option<T>,
}

impl<'a, T> Swapped<'a, T> {
    fn new(key: &'static LocalKey<T>, value: &'a mut Option<T>) -> Self {
        key.inner.with(|cell| cell.swap_with(value));
        Swapped { key, value }
    }
}

impl<T> Drop for Swapped<'_, T> {
    fn drop(&mut self) {
        self.key.inner.with(|cell| cell.swap_with(self.value));
    }
}

/// Swaps the contents of a cell.
trait SwapWith<T> {
    fn swap_with(&self, other: &mut T);
}

impl<T> SwapWith<T> for RefCell<T> {
    fn swap_with(&self, other: &mut T) {
        core::mem::swap(&mut *self.borrow_mut(), other);
    }
}

/// `tokio::task::futures::TaskLocalFuture`.
pub struct TaskLocalFuture<T: 'static, F> {
    key: &'static LocalKey<T>,
    value: Option<T>,
    future: Option<Pin<Box<F>>>,
}

impl<T, F> Unpin for TaskLocalFuture<T, F> {}

impl<T: 'static, F: Future> Future for TaskLocalFuture<T, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        let _swapped = Swapped::new(this.key, &mut this.value);
        let Some(future) = &mut this.future else {
            panic!("`TaskLocalFuture` polled after completion");
        };
        let polled = future.as_mut().poll(context);
        if polled.is_ready() {
            this.future = None;
        }
        polled
    }
}

impl<T: 'static, F> Drop for TaskLocalFuture<T, F> {
    fn drop(&mut self) {
        // The future may use the value when it is dropped.
        let _swapped = Swapped::new(self.key, &mut self.value);
        self.future = None;
    }
}

/// Declares values of which each task has its own.
#[macro_export]
#[doc(hidden)]
macro_rules! __tokio_task_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident : $type:ty $(; $($rest:tt)*)?) => {
        $(#[$attr])* $vis static $name: $crate::tokio::task::LocalKey<$type> = $crate::tokio::task::LocalKey {
            inner: $crate::std::thread::LocalKey::new(|| ::core::cell::RefCell::new(::core::option::Option::None)),
        };
        $crate::__tokio_task_local!($($($rest)*)?);
    };
}
