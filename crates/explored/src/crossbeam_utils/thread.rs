//! Threads that end before a scope does.

use core::fmt::{self, Debug, Formatter};
use std::io;
use std::panic::AssertUnwindSafe;

use crate::std::panic::{catch_unwind, resume_unwind};
use crate::std::thread::{self, Thread};

pub use crate::std::thread::Result;

/// `crossbeam_utils::thread::Scope`: std's scope, with the interface of the crate.
#[derive(Clone, Copy)]
pub struct Scope<'env>(&'env thread::Scope<'env, 'env>);

/// `crossbeam_utils::thread::ScopedJoinHandle`.
#[derive(Debug)]
pub struct ScopedJoinHandle<'scope, T>(thread::ScopedJoinHandle<'scope, T>);

/// `crossbeam_utils::thread::ScopedThreadBuilder`.
#[derive(Debug)]
pub struct ScopedThreadBuilder<'scope, 'env> {
    scope: &'scope Scope<'env>,
    builder: thread::Builder,
}

/// Calls `body`, and waits for the threads that it starts.
///
/// # Errors
/// That a thread that nobody has joined has panicked.
#[track_caller]
pub fn scope<'env, R>(body: impl FnOnce(&Scope<'env>) -> R) -> Result<R> {
    let mut result = None;
    let in_scope = AssertUnwindSafe(|scope: &thread::Scope<'_, '_>| {
        // SAFETY: only the lifetimes change. `thread::scope` waits for all threads before it returns, and what they borrow lives for
        // `'env`, which is longer than this call.
        let scope: &'env thread::Scope<'env, 'env> = unsafe { core::mem::transmute(scope) };
        result = Some(catch_unwind(AssertUnwindSafe(|| body(&Scope(scope)))));
    });
    let waited = catch_scope(in_scope);
    match result {
        Some(Err(payload)) => resume_unwind(payload),
        Some(Ok(value)) => waited.map(|()| value),
        None => unreachable!("the body has been called"),
    }
}

/// Calls `thread::scope` in the place of the caller, and catches its panic.
#[track_caller]
fn catch_scope(body: AssertUnwindSafe<impl FnOnce(&thread::Scope<'_, '_>)>) -> Result<()> {
    let at = crate::engine::here();
    catch_unwind(AssertUnwindSafe(|| {
        thread::scope_at(at, |scope| body.0(scope));
    }))
}

impl<'env> Scope<'env> {
    /// Starts a thread that ends before the scope does.
    #[track_caller]
    pub fn spawn<'scope, T: Send + 'env>(
        &'scope self,
        body: impl FnOnce(&Scope<'env>) -> T + Send + 'env,
    ) -> ScopedJoinHandle<'scope, T> {
        let scope = *self;
        ScopedJoinHandle(self.0.spawn(move || body(&scope)))
    }

    /// For a thread with a name.
    #[must_use]
    pub fn builder<'scope>(&'scope self) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder {
            scope: self,
            builder: thread::Builder::new(),
        }
    }
}

impl<'scope, 'env> ScopedThreadBuilder<'scope, 'env> {
    /// Gives the thread a name.
    #[must_use]
    pub fn name(self, name: String) -> Self {
        ScopedThreadBuilder {
            builder: self.builder.name(name),
            ..self
        }
    }

    /// Has no effect: all threads have stacks of the same size.
    #[must_use]
    pub fn stack_size(self, _: usize) -> Self {
        self
    }

    /// Starts the thread.
    ///
    /// # Errors
    /// None.
    #[track_caller]
    pub fn spawn<T: Send + 'env>(
        self,
        body: impl FnOnce(&Scope<'env>) -> T + Send + 'env,
    ) -> io::Result<ScopedJoinHandle<'scope, T>> {
        let scope = *self.scope;
        let handle = self.builder.spawn_scoped(scope.0, move || body(&scope))?;
        Ok(ScopedJoinHandle(handle))
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the end of the thread.
    ///
    /// # Errors
    /// The payload of its panic.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.0.join()
    }

    /// The thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.0.thread()
    }
}

impl Debug for Scope<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Scope { .. }")
    }
}
