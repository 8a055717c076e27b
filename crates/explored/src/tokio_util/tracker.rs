//! `tokio_util::task::TaskTracker`.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use ::tokio_util::task::TaskTracker as Real;
use ::tokio_util::task::task_tracker::{TaskTrackerToken, TrackedFuture};

use crate::engine::{Core, Kind, ObjectKind, Op, event, here, point};
use crate::tokio::executor::By;
use crate::tokio::runtime::Handle;
use crate::tokio::step::{Peek, ask, read_number};
use crate::tokio::sync::queue::queue;
use crate::tokio::task::{JoinHandle, start_blocking, start_task};

/// `tokio_util::task::TaskTracker`.
#[derive(Clone)]
pub struct TaskTracker {
    real: Real,
    object: Arc<Object>,
}

/// What the engine knows of a tracker and its clones.
struct Object(Core);

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Object {}
// SAFETY: as above.
unsafe impl Sync for Object {}

impl TaskTracker {
    /// Open, and without tasks.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        TaskTracker {
            real: Real::new(),
            object: Arc::new(Object(Core::new(ObjectKind::Barrier, here()))),
        }
    }

    #[track_caller]
    fn op(&self, kind: Kind) -> Op {
        self.object.0.op(&*self.object, kind, here())
    }

    fn shown(&self) -> String {
        let state = if self.real.is_closed() {
            "closed"
        } else {
            "open"
        };
        format!("{} tasks, {state}", self.real.len())
    }

    /// Waits until it is closed and all tasks have ended.
    #[track_caller]
    pub fn wait(&self) -> TaskTrackerWaitFuture<'_> {
        let is_ready = || self.real.is_closed() && self.real.is_empty();
        let waiting = queue(
            self.op(Kind::Wait),
            By::Nobody,
            is_ready,
            self.real.wait(),
            |seen| {
                let text = match seen {
                    Some(()) => "sees that all tasks of {} have ended",
                    None => "waits for the tasks of {}",
                };
                (text.to_owned(), Some(self.shown()))
            },
        );
        TaskTrackerWaitFuture(Box::pin(waiting))
    }

    /// Waiting ends once all tasks have ended. Returns false if it was closed already.
    #[track_caller]
    pub fn close(&self) -> bool {
        let op = self.op(Kind::Close);
        point(op);
        let closed = self.real.close();
        event(op, || ("closes {}".to_owned(), Some(self.shown())));
        closed
    }

    /// Undoes `close`. Returns false if it was open already.
    #[track_caller]
    pub fn reopen(&self) -> bool {
        let op = self.op(Kind::Update);
        point(op);
        let opened = self.real.reopen();
        event(op, || ("opens {} again".to_owned(), Some(self.shown())));
        opened
    }

    /// Whether it is closed.
    #[must_use]
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        ask(
            self.op(Kind::Read),
            "sees that {} is closed",
            "sees that {} is open",
            || self.real.is_closed(),
        )
    }

    /// How many tasks have not ended.
    #[must_use]
    #[track_caller]
    pub fn len(&self) -> usize {
        read_number(self.op(Kind::Read), "has tasks:", || self.real.len())
    }

    /// Whether all tasks have ended.
    #[must_use]
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        start_task(&Handle::current(), self.track_future(task), here(), None)
    }

    /// Starts a task of this runtime.
    #[track_caller]
    pub fn spawn_on<F>(&self, task: F, handle: &Handle) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        start_task(handle, self.track_future(task), here(), None)
    }

    /// Runs `body` on a thread of its own.
    #[track_caller]
    pub fn spawn_blocking<F, T>(&self, body: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let token = self.token();
        let body = move || {
            let value = body();
            drop(token);
            value
        };
        start_blocking(&Handle::current(), body, here())
    }

    /// A future that counts as a task until it is dropped.
    pub fn track_future<F: Future>(&self, future: F) -> TrackedFuture<F> {
        self.real.track_future(future)
    }

    /// A token that counts as a task until it is dropped.
    #[must_use]
    pub fn token(&self) -> TaskTrackerToken {
        self.real.token()
    }

    /// Whether both are the same tracker.
    #[must_use]
    pub fn ptr_eq(left: &TaskTracker, right: &TaskTracker) -> bool {
        Real::ptr_eq(&left.real, &right.real)
    }
}

impl Default for TaskTracker {
    #[track_caller]
    fn default() -> Self {
        TaskTracker::new()
    }
}

impl core::fmt::Debug for TaskTracker {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Debug::fmt(&self.real, to)
    }
}

/// A future that `select!` can ask whether it is ready.
trait Waiting: Future<Output = ()> + Peek + Send {}

impl<F: Future<Output = ()> + Peek + Send> Waiting for F {}

/// `tokio_util::task::task_tracker::TaskTrackerWaitFuture`.
pub struct TaskTrackerWaitFuture<'a>(Pin<Box<dyn Waiting + 'a>>);

impl Future for TaskTrackerWaitFuture<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

impl Peek for TaskTrackerWaitFuture<'_> {
    fn peek(&self) -> Option<Op> {
        self.0.as_ref().get_ref().peek()
    }
}
