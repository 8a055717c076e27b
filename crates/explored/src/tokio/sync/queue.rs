//! Waiting in the queue of a lock.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use crate::engine::{At, Kind, Op, Subject};
use crate::tokio::executor::{By, Poller};
use crate::tokio::step::{Announced, Peek, Source, Step, Told};

/// A place in a queue, which others can notice.
struct Queued<F, R, T> {
    op: (Kind, Subject),
    by: By,
    /// tokio's future.
    real: Pin<Box<F>>,
    ready: R,
    tell: T,
}

impl<F, R, T> Unpin for Queued<F, R, T> {}

impl<F, R, T> Source for Queued<F, R, T>
where
    F: Future,
    R: Fn() -> bool,
    T: Fn(Option<&F::Output>) -> Told,
{
    type Output = F::Output;
    const ANNOUNCED: Announced = Announced::Always;

    fn op(&self) -> (Kind, Subject) {
        self.op
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<F::Output> {
        self.real.as_mut().poll(context)
    }

    fn is_ready(&self) -> bool {
        (self.ready)()
    }

    fn by(&self) -> By {
        self.by.clone()
    }

    fn tell(&self, output: &F::Output) -> Told {
        (self.tell)(Some(output))
    }

    fn tell_wait(&self) -> Told {
        (self.tell)(None)
    }
}

/// A future that makes the step `op` when tokio's future `real` is ready. `ready` says whether it is likely to be ready now. `tell` gives
/// the words for what came out, or for the beginning of the wait.
pub fn queue<F: Future>(
    op: Op,
    by: By,
    ready: impl Fn() -> bool,
    real: F,
    tell: impl Fn(Option<&F::Output>) -> Told,
) -> impl Future<Output = F::Output> + Peek {
    let source = Queued {
        op: (op.kind, op.subject),
        by,
        real: Box::pin(real),
        ready,
        tell,
    };
    Step::new(source, op.at)
}

/// Blocks the thread until the future is ready.
///
/// # Panics
/// In a task.
#[track_caller]
pub fn block<F: Future>(future: F, at: At) -> F::Output {
    assert!(
        crate::tokio::executor::current().is_none(),
        "Cannot block the current thread from within a runtime. This happens because a function attempted to block the current thread \
         while the thread is being used to drive asynchronous tasks."
    );
    let value = Poller::new(Vec::new(), false).run(core::pin::pin!(future), at);
    value.unwrap_or_else(|| unreachable!("nobody aborts a thread"))
}
