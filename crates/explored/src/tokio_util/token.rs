//! `tokio_util::sync::CancellationToken`.

use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::pin::{Pin, pin};
use core::task::{Context, Poll};
use std::sync::Arc;

use ::tokio_util::sync::{CancellationToken as Real, WaitForCancellationFutureOwned as RealWait};

use crate::engine::{At, Core, Kind, ObjectKind, Op, Subject, event, here, point};
use crate::tokio::step::{Announced, Peek, Source, Step, Told, ask};

/// `tokio_util::sync::CancellationToken`.
#[derive(Clone)]
pub struct CancellationToken {
    real: Real,
    object: Arc<Object>,
}

/// What the engine knows of a token and its clones.
struct Object(Core);

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Object {}
// SAFETY: as above.
unsafe impl Sync for Object {}

impl CancellationToken {
    /// Not cancelled.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        CancellationToken::made(Real::new(), here())
    }

    fn made(real: Real, at: At) -> Self {
        let object = Object(Core::new(ObjectKind::Token, at));
        CancellationToken {
            real,
            object: Arc::new(object),
        }
    }

    fn op(&self, kind: Kind, at: At) -> Op {
        self.object.0.op(&*self.object, kind, at)
    }

    /// A token that is cancelled with this one, and can be cancelled alone.
    #[must_use]
    #[track_caller]
    pub fn child_token(&self) -> Self {
        let op = self.op(Kind::Read, here());
        point(op);
        CancellationToken::made(self.real.child_token(), op.at)
    }

    /// Cancels it and its children.
    #[track_caller]
    pub fn cancel(&self) {
        let op = self.op(Kind::Cancel, here());
        point(op);
        self.real.cancel();
        event(op, || {
            ("cancels {}".to_owned(), Some("cancelled".to_owned()))
        });
    }

    /// Whether it is cancelled.
    #[must_use]
    #[track_caller]
    pub fn is_cancelled(&self) -> bool {
        ask(
            self.op(Kind::Read, here()),
            "sees that {} is cancelled",
            "sees that {} is not cancelled",
            || self.real.is_cancelled(),
        )
    }

    /// Waits until it is cancelled.
    #[track_caller]
    pub fn cancelled(&self) -> WaitForCancellationFuture<'_> {
        let future = self.clone().wait(here());
        WaitForCancellationFuture {
            future,
            token: self,
        }
    }

    /// As [`CancellationToken::cancelled`], for a future that owns the token.
    #[track_caller]
    pub fn cancelled_owned(self) -> WaitForCancellationFutureOwned {
        WaitForCancellationFutureOwned(self.wait(here()))
    }

    fn wait(self, at: At) -> Step<Cancelled> {
        let source = Cancelled {
            real: Box::pin(self.real.clone().cancelled_owned()),
            token: self,
        };
        Step::new(source, at)
    }

    /// A guard that cancels it when it is dropped.
    #[must_use]
    pub fn drop_guard(self) -> DropGuard {
        DropGuard(Some(self))
    }

    /// As [`CancellationToken::drop_guard`], for a guard that borrows the token.
    #[must_use]
    pub fn drop_guard_ref(&self) -> DropGuardRef<'_> {
        DropGuardRef(Some(self))
    }

    /// Awaits the future, until the token is cancelled; then the future is dropped.
    #[track_caller]
    pub fn run_until_cancelled<F: Future>(
        &self,
        future: F,
    ) -> impl Future<Output = Option<F::Output>> {
        let at = here();
        async move {
            let is_cancelled = ask(
                self.op(Kind::Read, at),
                "sees that {} is cancelled",
                "sees that {} is not cancelled",
                || self.real.is_cancelled(),
            );
            if is_cancelled {
                return None;
            }
            let mut future = pin!(future);
            let mut cancelled = self.clone().wait(at);
            core::future::poll_fn(move |context| {
                if let Poll::Ready(value) = future.as_mut().poll(context) {
                    return Poll::Ready(Some(value));
                }
                Pin::new(&mut cancelled).poll(context).map(|()| None)
            })
            .await
        }
    }

    /// As [`CancellationToken::run_until_cancelled`], for a future that owns the token.
    #[track_caller]
    pub fn run_until_cancelled_owned<F: Future>(
        self,
        future: F,
    ) -> impl Future<Output = Option<F::Output>> {
        async move { self.run_until_cancelled(future).await }
    }
}

/// Waiting for a cancellation.
struct Cancelled {
    token: CancellationToken,
    real: Pin<Box<RealWait>>,
}

impl Source for Cancelled {
    type Output = ();
    const ANNOUNCED: Announced = Announced::WhenReady;

    fn op(&self) -> (Kind, Subject) {
        let op = self.token.op(Kind::Wait, here());
        (op.kind, op.subject)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.real.as_mut().poll(context)
    }

    fn is_ready(&self) -> bool {
        self.token.real.is_cancelled()
    }

    fn tell(&self, (): &()) -> Told {
        ("sees that {} is cancelled".to_owned(), None)
    }
}

impl Debug for CancellationToken {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let is_cancelled = self.real.is_cancelled();
        write!(to, "CancellationToken {{ is_cancelled: {is_cancelled} }}")
    }
}

impl Default for CancellationToken {
    #[track_caller]
    fn default() -> Self {
        CancellationToken::new()
    }
}

impl PartialEq for CancellationToken {
    fn eq(&self, other: &Self) -> bool {
        self.real == other.real
    }
}

impl Eq for CancellationToken {}

/// `tokio_util::sync::WaitForCancellationFuture`.
pub struct WaitForCancellationFuture<'a> {
    future: Step<Cancelled>,
    token: &'a CancellationToken,
}

impl Future for WaitForCancellationFuture<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.future).poll(context)
    }
}

impl Peek for WaitForCancellationFuture<'_> {
    fn peek(&self) -> Option<Op> {
        self.future.peek()
    }
}

impl Debug for WaitForCancellationFuture<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "WaitForCancellationFuture {{ {:?} }}", self.token)
    }
}

/// `tokio_util::sync::WaitForCancellationFutureOwned`.
pub struct WaitForCancellationFutureOwned(Step<Cancelled>);

impl Future for WaitForCancellationFutureOwned {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(context)
    }
}

impl Peek for WaitForCancellationFutureOwned {
    fn peek(&self) -> Option<Op> {
        self.0.peek()
    }
}

/// `tokio_util::sync::DropGuard`.
#[derive(Debug)]
pub struct DropGuard(Option<CancellationToken>);

impl DropGuard {
    /// The token.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn token(&self) -> &CancellationToken {
        self.0.as_ref().expect("it is only taken by `disarm`")
    }

    /// The token, which is not cancelled now.
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn disarm(mut self) -> CancellationToken {
        self.0.take().expect("it is only taken here")
    }
}

impl Drop for DropGuard {
    fn drop(&mut self) {
        if let Some(token) = &self.0 {
            token.cancel();
        }
    }
}

/// `tokio_util::sync::DropGuardRef`.
#[derive(Debug)]
pub struct DropGuardRef<'a>(Option<&'a CancellationToken>);

impl<'a> DropGuardRef<'a> {
    /// The token, which is not cancelled now.
    ///
    /// # Panics
    /// Never.
    pub fn disarm(mut self) -> &'a CancellationToken {
        self.0.take().expect("it is only taken here")
    }
}

impl Drop for DropGuardRef<'_> {
    fn drop(&mut self) {
        if let Some(token) = self.0 {
            token.cancel();
        }
    }
}
