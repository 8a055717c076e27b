//! What is known of a task, and waiting for its end.

use core::cell::{Cell, RefCell};
use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::sync::Arc;

use super::{Id, JoinError};
use crate::engine::{
    At, Flag, Kind, Op, Subject, ThreadId, event, here, note, note_stopped, point, ready, silent,
    steps,
};
use crate::tokio::executor::{By, Poller, Wait, place, rest, spend_budget, wait_for};
use crate::tokio::runtime::Handle;
use crate::tokio::step::{Peek, ask};

/// What is known of a task, without its result.
pub struct TaskCore {
    thread: Cell<ThreadId>,
    /// Who polls its future; `None` for a blocking task.
    poller: Option<Arc<Poller>>,
    finished: Flag,
    /// The step with which it finished.
    finished_in: Cell<usize>,
    wakers: RefCell<Vec<Waker>>,
    /// Whether its runtime limits how many tasks run, so that its start is always a step.
    limited: bool,
    /// Where it was started.
    at: At,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for TaskCore {}
// SAFETY: as above.
unsafe impl Sync for TaskCore {}

/// The result of a task, once it has ended.
pub struct Outcome<T>(RefCell<Option<Result<T, JoinError>>>);

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl<T: Send> Send for Outcome<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Outcome<T> {}

impl<T> Outcome<T> {
    /// The task has ended with this result.
    pub fn set(&self, result: Result<T, JoinError>) {
        *self.0.borrow_mut() = Some(result);
    }
}

/// What is known of a task before it is started.
pub fn new<T>(
    poller: Option<Arc<Poller>>,
    handle: &Handle,
    at: At,
) -> (Arc<TaskCore>, Arc<Outcome<T>>) {
    let core = TaskCore {
        thread: Cell::new(0),
        poller,
        finished: Flag::default(),
        finished_in: Cell::new(0),
        wakers: RefCell::default(),
        limited: handle.shared.number.is_some(),
        at,
    };
    #[allow(clippy::arc_with_non_send_sync)]
    // A local task has any result, and all tasks run on one thread of the system.
    let outcome = Arc::new(Outcome(RefCell::new(None)));
    (Arc::new(core), outcome)
}

impl TaskCore {
    /// The number of its coroutine.
    pub fn thread(&self) -> ThreadId {
        self.thread.get()
    }

    pub fn set_thread(&self, thread: ThreadId) {
        self.thread.set(thread);
    }

    pub fn id(&self) -> Id {
        Id::of(self.thread.get())
    }

    pub fn is_finished(&self) -> bool {
        self.finished.get()
    }

    pub fn is_blocking(&self) -> bool {
        self.poller.is_none()
    }

    /// Calls this waker when the task ends.
    pub fn wake_at_end(&self, waker: &Waker) {
        let mut wakers = self.wakers.borrow_mut();
        wakers.retain(|other| !other.will_wake(waker));
        wakers.push(waker.clone());
    }

    /// The task has ended.
    pub fn finish(&self) {
        self.finished.set(true);
        self.finished_in.set(steps());
        let wakers = core::mem::take(&mut *self.wakers.borrow_mut());
        wakers.into_iter().for_each(Waker::wake);
    }

    /// The task ends at its next await, if it has one.
    pub fn stop(&self) {
        if let Some(poller) = &self.poller {
            poller.abort();
        }
    }

    /// Whether it is at an await, or has not begun.
    pub fn is_waiting(&self) -> bool {
        self.poller
            .as_ref()
            .is_some_and(|poller| poller.is_waiting())
    }

    /// Waits for its end, on a thread outside tasks.
    pub fn wait_for_end(&self, at: At) {
        let is_finished = ready!(self, TaskCore, |it| it.is_finished(), |it| Some(
            it.thread()
        ));
        silent(self.join_op(at).when(is_finished));
    }

    /// Aborts it, as a step.
    pub fn abort(&self, at: At) {
        let op = Op::new(Kind::Cancel, Subject::Thread(self.thread()), at);
        point(op);
        if self.is_finished() {
            note(op, || {
                ("aborts {}, which has already ended".to_owned(), None)
            });
            return;
        }
        if self.poller.is_some() {
            if !self.limited {
                note_stopped(self.thread());
            }
            self.stop();
        }
        event(op, || ("aborts {}".to_owned(), None));
    }

    /// Asks whether it has ended, as a step.
    pub fn ask_finished(&self, at: At) -> bool {
        let op = Op::new(Kind::Read, Subject::Thread(self.thread()), at);
        ask(
            op,
            "sees that {} has ended",
            "sees that {} has not ended",
            || self.is_finished(),
        )
    }

    fn join_op(&self, at: At) -> Op {
        Op::new(Kind::Join, Subject::Thread(self.thread()), at)
    }
}

/// `tokio::task::JoinHandle`.
pub struct JoinHandle<T> {
    core: Arc<TaskCore>,
    outcome: Arc<Outcome<T>>,
    wait: Option<Wait>,
}

impl<T> Unpin for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    pub(crate) fn new(core: Arc<TaskCore>, outcome: Arc<Outcome<T>>) -> Self {
        JoinHandle {
            core,
            outcome,
            wait: None,
        }
    }

    /// Aborts the task: its future is dropped at the next await where it has to wait.
    #[track_caller]
    pub fn abort(&self) {
        self.core.abort(here());
    }

    /// Whether the task has ended.
    #[must_use]
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.core.ask_finished(here())
    }

    /// A handle that can abort the task, and nothing else.
    #[must_use]
    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle(self.core.clone())
    }

    /// The number of the task.
    #[must_use]
    pub fn id(&self) -> Id {
        self.core.id()
    }

    pub(crate) fn core(&self) -> &TaskCore {
        &self.core
    }

    /// The step with which the task finished, if it has.
    pub(crate) fn finished_in(&self) -> Option<usize> {
        self.core.is_finished().then(|| self.core.finished_in.get())
    }

    pub(crate) fn shared_core(&self) -> Arc<TaskCore> {
        self.core.clone()
    }

    pub(crate) fn wake_at_end(&self, waker: &Waker) {
        self.core.wake_at_end(waker);
    }

    /// The result of a task that has ended, as a step.
    pub(crate) fn take(&self, at: At) -> Result<T, JoinError> {
        note(self.core.join_op(at), || {
            ("sees the end of {}".to_owned(), None)
        });
        let result = self.outcome.0.borrow_mut().take();
        result.unwrap_or_else(|| panic!("JoinHandle polled after completion"))
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let at = place(here(), self.core.at);
        if let Some(wait) = rest(at, context.waker()) {
            self.wait = Some(wait);
            return Poll::Pending;
        }
        if self.core.is_finished() {
            self.wait = None;
            spend_budget();
            return Poll::Ready(self.take(at));
        }
        self.wake_at_end(context.waker());
        let by = By::Thread(self.core.thread());
        self.wait = wait_for(self.core.join_op(at), by);
        Poll::Pending
    }
}

impl<T> Peek for JoinHandle<T> {
    #[track_caller]
    fn peek(&self) -> Option<Op> {
        let is_finished = self.core.is_finished();
        is_finished.then(|| self.core.join_op(place(here(), self.core.at)))
    }
}

impl<T> Debug for JoinHandle<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "JoinHandle {{ id: {:?} }}", self.id())
    }
}

/// `tokio::task::AbortHandle`.
#[derive(Clone)]
pub struct AbortHandle(Arc<TaskCore>);

impl AbortHandle {
    /// Aborts the task: its future is dropped at the next await where it has to wait.
    #[track_caller]
    pub fn abort(&self) {
        self.0.abort(here());
    }

    /// Whether the task has ended.
    #[must_use]
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.0.ask_finished(here())
    }

    /// The number of the task.
    #[must_use]
    pub fn id(&self) -> Id {
        self.0.id()
    }
}

impl Debug for AbortHandle {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "AbortHandle {{ id: {:?} }}", self.id())
    }
}
