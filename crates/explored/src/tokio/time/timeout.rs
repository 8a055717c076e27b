//! Time limits.

use core::fmt::{self, Display, Formatter};
use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::io;

use super::{Instant, Sleep, sleep, sleep_until};
use crate::engine::{Kind, Op, Subject, event};
use crate::tokio::executor::poll_near;
use crate::tokio::step::Peek;

/// `tokio::time::Timeout`.
pub struct Timeout<F> {
    future: Pin<Box<F>>,
    delay: Sleep,
}

impl<F> Unpin for Timeout<F> {}

/// That the time limit has passed.
#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed(());

impl Display for Elapsed {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("deadline has elapsed")
    }
}

impl core::error::Error for Elapsed {}

impl From<Elapsed> for io::Error {
    fn from(_: Elapsed) -> io::Error {
        io::ErrorKind::TimedOut.into()
    }
}

/// Awaits the future, at most for this long.
#[track_caller]
pub fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture> {
    Timeout {
        future: Box::pin(future.into_future()),
        delay: sleep(duration),
    }
}

/// Awaits the future, at most until this moment.
#[track_caller]
pub fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture> {
    Timeout {
        future: Box::pin(future.into_future()),
        delay: sleep_until(deadline),
    }
}

impl<F> Timeout<F> {
    /// The future.
    pub fn get_ref(&self) -> &F {
        &self.future
    }

    /// The future.
    pub fn get_mut(&mut self) -> &mut F
    where
        F: Unpin,
    {
        &mut self.future
    }

    /// The future, without the time limit.
    pub fn into_inner(self) -> F
    where
        F: Unpin,
    {
        *Pin::into_inner(self.future)
    }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        poll_near(self.delay.place());
        if let Poll::Ready(value) = self.future.as_mut().poll(context) {
            return Poll::Ready(Ok(value));
        }
        if self.delay.poll_quietly(context).is_pending() {
            return Poll::Pending;
        }
        let op = Op::new(Kind::Sleep, Subject::Nothing, self.delay.place());
        event(op, || ("gives up, because its time is up".to_owned(), None));
        Poll::Ready(Err(Elapsed(())))
    }
}

impl<F: Peek> Peek for Timeout<F> {
    fn peek(&self) -> Option<Op> {
        self.future.peek().or_else(|| self.delay.peek())
    }
}
