//! `tokio::task`.
//!
//! # Layout
//! - `error`: why a task has no result.
//! - `handle`: what is known of a task, and waiting for its end.
//! - `join_set`: several tasks.
//! - `local`: tasks that stay on one thread.
//! - `key`: values of tasks.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::executor::{By, Gate, Poller, Wait, replace_budget, rest, spend_budget, wait_for};
use super::runtime::{Handle, RuntimeFlavor};
use crate::engine::{
    self, At, Kind, Op, Subject, ends_are_steps, event, here, join_runtime, leave_runtime, note,
    point, starts_are_steps,
};
use crate::std::panic::{AssertUnwindSafe, catch_unwind};

mod error;
mod handle;
pub mod join_set;
mod key;
mod local;

pub use error::{Id, JoinError};
pub(crate) use handle::TaskCore;
pub use handle::{AbortHandle, JoinHandle};
pub use join_set::JoinSet;
pub use key::{AccessError, LocalKey, TaskLocalFuture};
pub use local::{LocalSet, spawn_local};

/// The modules of `tokio::task`.
pub mod futures {
    pub use super::TaskLocalFuture;
}

/// Starts a task.
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    start_task(&Handle::current(), future, here(), None)
}

/// Runs `body` on a thread of its own.
#[track_caller]
pub fn spawn_blocking<F, R>(body: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    start_blocking(&Handle::current(), body, here())
}

/// Starts a task of a runtime. A local task runs one at a time with the others of its group, and only while its gate is open.
pub(crate) fn start_task<F: Future + 'static>(
    handle: &Handle,
    future: F,
    at: At,
    local: Option<(usize, Gate)>,
) -> JoinHandle<F::Output> {
    let number = local
        .as_ref()
        .map(|(number, _)| *number)
        .or(handle.shared.number);
    let mut gates = vec![(handle.shared.closing.clone(), false)];
    gates.extend(local.map(|(_, gate)| gate));
    let poller = Poller::new(gates, number.is_some());
    let (core, outcome) = handle::new(Some(poller.clone()), handle, at);
    let result = outcome.clone();
    let task = core.clone();
    let runtime = handle.clone();
    let body = move || {
        let _entered = runtime.enter();
        join_runtime(number);
        if number.is_some() || starts_are_steps() {
            poller.start(at);
        }
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let mut future = core::pin::pin!(future);
            let value = poller.run(future.as_mut(), at);
            if value.is_none() {
                let op = Op::new(Kind::Cancel, Subject::Nothing, at);
                event(op, || {
                    ("is cancelled: its future is dropped".to_owned(), None)
                });
            }
            value
        }));
        let id = task.id();
        result.set(match caught {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(JoinError::cancelled(id)),
            Err(payload) => Err(JoinError::panicked(id, payload)),
        });
        drop(result);
        if ends_are_steps() {
            point(Op::new(Kind::End, Subject::Nothing, at));
        }
        task.finish();
        leave_runtime();
    };
    let (thread, _) = engine::spawn(None, true, at, Box::new(body));
    core.set_thread(thread);
    handle.shared.keep(core.clone());
    JoinHandle::new(core, outcome)
}

/// Starts a thread for `body`.
pub(crate) fn start_blocking<R: 'static>(
    handle: &Handle,
    body: impl FnOnce() -> R + 'static,
    at: At,
) -> JoinHandle<R> {
    let (core, outcome) = handle::new(None, handle, at);
    let result = outcome.clone();
    let task = core.clone();
    let runtime = handle.clone();
    let number = handle.shared.pool.enter();
    let run = move || {
        let _entered = runtime.enter();
        runtime.shared.begin_blocking(number, at);
        let id = task.id();
        let caught = catch_unwind(AssertUnwindSafe(body));
        result.set(caught.map_err(|payload| JoinError::panicked(id, payload)));
        drop(result);
        if ends_are_steps() {
            point(Op::new(Kind::End, Subject::Nothing, at));
        }
        task.finish();
        runtime.shared.end_blocking();
    };
    let (thread, _) = engine::spawn(None, false, at, Box::new(run));
    core.set_thread(thread);
    handle.shared.keep(core.clone());
    JoinHandle::new(core, outcome)
}

/// Runs `body` on the thread of the task.
///
/// # Panics
/// On a runtime whose tasks all run on one thread.
#[track_caller]
pub fn block_in_place<F: FnOnce() -> R, R>(body: F) -> R {
    let flavor = Handle::try_current().map(|handle| handle.runtime_flavor());
    assert!(
        flavor.is_err() || flavor.is_ok_and(|flavor| flavor == RuntimeFlavor::MultiThread),
        "can call blocking only when running on the multi-threaded runtime"
    );
    let _left = super::executor::Left::new();
    body()
}

/// The number of the task that runs.
///
/// # Panics
/// Outside a task.
#[must_use]
#[track_caller]
pub fn id() -> Id {
    try_id().expect("Can't get a task id when not inside a task")
}

/// The number of the task that runs, if it is one.
#[must_use]
pub fn try_id() -> Option<Id> {
    let number = engine::current();
    let is_task = engine::with(|engine| engine.threads.known[number].is_task);
    is_task.then(|| Id::of(number))
}

/// Lets other tasks run.
#[track_caller]
pub fn yield_now() -> impl Future<Output = ()> {
    Yield {
        at: here(),
        wait: None,
        has_yielded: false,
    }
}

struct Yield {
    at: At,
    wait: Option<Wait>,
    has_yielded: bool,
}

impl Future for Yield {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let op = Op::new(Kind::Sleep, Subject::Nothing, self.at);
        if self.has_yielded {
            self.wait = None;
            note(op, || ("has let others run".to_owned(), None));
            return Poll::Ready(());
        }
        self.has_yielded = true;
        self.wait = wait_for(op.yielding(), By::Nobody);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Lets other tasks run, if this poll has done many operations.
#[track_caller]
pub fn consume_budget() -> impl Future<Output = ()> {
    let at = here();
    let mut resting = None;
    core::future::poll_fn(move |context| {
        drop(resting.take());
        resting = rest(at, context.waker());
        if resting.is_some() {
            return Poll::Pending;
        }
        spend_budget();
        Poll::Ready(())
    })
}

/// The future, whose polls can do any number of operations.
pub fn unconstrained<F>(inner: F) -> Unconstrained<F> {
    Unconstrained(Box::pin(inner))
}

/// `tokio::task::Unconstrained`.
pub struct Unconstrained<F>(Pin<Box<F>>);

impl<F: Future> Future for Unconstrained<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let left = replace_budget(None);
        let polled = self.0.as_mut().poll(context);
        replace_budget(left);
        polled
    }
}

/// `tokio::task::coop`.
pub mod coop {
    pub use super::{Unconstrained, consume_budget, unconstrained};

    /// Whether the poll of the task may do more operations before it should let others run.
    #[must_use]
    pub fn has_budget_remaining() -> bool {
        crate::tokio::executor::has_budget()
    }
}
