//! `tokio::task::JoinSet`.

use core::fmt::{self, Debug, Formatter};
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll};

use super::{AbortHandle, Id, JoinError, JoinHandle, LocalSet, start_blocking, start_task};
use crate::engine::{At, Kind, Op, Subject, glance, here, is_over, is_panicking, point};
use crate::tokio::executor::{By, Wait, wait_for};
use crate::tokio::runtime::Handle;
use crate::tokio::step::Peek;

/// `tokio::task::JoinSet`: tasks that are aborted when it is dropped.
pub struct JoinSet<T> {
    tasks: Vec<JoinHandle<T>>,
    wait: Option<Wait>,
    made: At,
}

impl<T> JoinSet<T> {
    /// Without tasks.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        JoinSet {
            tasks: Vec::new(),
            wait: None,
            made: here(),
        }
    }

    /// How many tasks it has whose end nobody has awaited.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether it has no tasks whose end nobody has awaited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Aborts all tasks.
    #[track_caller]
    pub fn abort_all(&mut self) {
        let at = here();
        for task in &self.tasks {
            task.core().abort(at);
        }
    }

    /// Removes all tasks, without aborting them.
    pub fn detach_all(&mut self) {
        self.tasks.clear();
    }
}

impl<T: 'static> JoinSet<T> {
    fn add(&mut self, task: JoinHandle<T>) -> AbortHandle {
        let handle = task.abort_handle();
        self.tasks.push(task);
        handle
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.add(start_task(&Handle::current(), task, here(), None))
    }

    /// Starts a task of this runtime.
    #[track_caller]
    pub fn spawn_on<F>(&mut self, task: F, handle: &Handle) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.add(start_task(handle, task, here(), None))
    }

    /// Starts a task of the `LocalSet` that runs.
    #[track_caller]
    pub fn spawn_local<F: Future<Output = T> + 'static>(&mut self, task: F) -> AbortHandle {
        self.add(super::spawn_local(task))
    }

    /// Starts a task of this `LocalSet`.
    #[track_caller]
    pub fn spawn_local_on<F: Future<Output = T> + 'static>(
        &mut self,
        task: F,
        local_set: &LocalSet,
    ) -> AbortHandle {
        self.add(local_set.spawn_local(task))
    }

    /// Runs `body` on a thread of its own.
    #[track_caller]
    pub fn spawn_blocking<F>(&mut self, body: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        self.add(start_blocking(&Handle::current(), body, here()))
    }

    /// Waits until a task ends; `None` if there are none.
    #[track_caller]
    pub fn join_next(&mut self) -> JoinNext<'_, T> {
        JoinNext(self, here())
    }

    /// As [`JoinSet::join_next`], with the number of the task.
    #[track_caller]
    pub fn join_next_with_id(
        &mut self,
    ) -> impl Future<Output = Option<Result<(Id, T), JoinError>>> {
        let at = here();
        poll_fn(move |context| {
            self.poll_at(context, at)
                .map(|ended| ended.map(|(id, result)| result.map(|value| (id, value))))
        })
    }

    /// The result of a task that has ended, if there is one.
    #[track_caller]
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        let op = Op::new(Kind::Join, Subject::Nothing, here());
        point(op);
        let ended = self.take_first(op.at);
        if ended.is_none() {
            glance(op, 0, || ("sees that no task has ended".to_owned(), None));
        }
        ended.map(|(_, result)| result)
    }

    /// As [`JoinSet::join_next`], as a poll.
    #[track_caller]
    pub fn poll_join_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, JoinError>>> {
        self.poll_at(context, here())
            .map(|ended| ended.map(|(_, result)| result))
    }

    /// Aborts all tasks and waits for their ends.
    #[track_caller]
    pub fn shutdown(&mut self) -> impl Future<Output = ()> {
        let at = here();
        self.abort_all();
        poll_fn(move |context| {
            loop {
                match self.poll_at(context, at) {
                    Poll::Ready(Some(_)) => {}
                    Poll::Ready(None) => return Poll::Ready(()),
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
    }

    /// Waits for all tasks.
    ///
    /// # Panics
    /// If a task panicked or was cancelled.
    #[track_caller]
    pub fn join_all(mut self) -> impl Future<Output = Vec<T>> {
        let at = here();
        async move {
            let mut values = Vec::new();
            while let Some((_, ended)) = poll_fn(|context| self.poll_at(context, at)).await {
                match ended {
                    Ok(value) => values.push(value),
                    Err(error) if error.is_panic() => {
                        crate::std::panic::resume_unwind(error.into_panic())
                    }
                    Err(error) => panic!("{error}"),
                }
            }
            values
        }
    }

    fn poll_at(&mut self, context: &mut Context<'_>, at: At) -> Poll<Option<Ended<T>>> {
        if self.tasks.is_empty() {
            return Poll::Ready(None);
        }
        if let Some(ended) = self.take_first(at) {
            self.wait = None;
            return Poll::Ready(Some(ended));
        }
        for task in &self.tasks {
            task.wake_at_end(context.waker());
        }
        let subject = match &self.tasks[..] {
            [only] => Subject::Thread(only.core().thread()),
            _ => Subject::Nothing,
        };
        let by = match subject {
            Subject::Thread(id) => By::Thread(id),
            _ => By::Nobody,
        };
        self.wait = wait_for(Op::new(Kind::Join, subject, at), by);
        Poll::Pending
    }

    /// The result of the task that ended first.
    fn take_first(&mut self, at: At) -> Option<Ended<T>> {
        let tasks = self.tasks.iter().enumerate();
        let ended = tasks.filter_map(|(index, task)| Some((task.finished_in()?, index)));
        let (_, first) = ended.min()?;
        let task = self.tasks.remove(first);
        Some((task.id(), task.take(at)))
    }
}

/// The future of [`JoinSet::join_next`].
#[doc(hidden)]
pub struct JoinNext<'a, T>(&'a mut JoinSet<T>, At);

impl<T: 'static> Future for JoinNext<'_, T> {
    type Output = Option<Result<T, JoinError>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let at = self.1;
        let ended = self.0.poll_at(context, at);
        ended.map(|ended| ended.map(|(_, result)| result))
    }
}

impl<T> Peek for JoinNext<'_, T> {
    fn peek(&self) -> Option<Op> {
        let tasks = &self.0.tasks;
        let is_ready = tasks.is_empty() || tasks.iter().any(|task| task.finished_in().is_some());
        is_ready.then(|| Op::new(Kind::Join, Subject::Nothing, self.1))
    }
}

/// A task and its result.
type Ended<T> = (Id, Result<T, JoinError>);

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        if is_over() || is_panicking() {
            self.tasks.iter().for_each(|task| task.core().stop());
            return;
        }
        for task in self.tasks.iter().filter(|task| !task.core().is_finished()) {
            task.core().abort(self.made);
        }
    }
}

impl<T> Debug for JoinSet<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "JoinSet {{ len: {} }}", self.len())
    }
}

impl<T> Default for JoinSet<T> {
    #[track_caller]
    fn default() -> Self {
        JoinSet::new()
    }
}

impl<T, F> FromIterator<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = F>>(tasks: I) -> Self {
        let mut set = JoinSet::new();
        set.extend(tasks);
        set
    }
}

impl<T, F> Extend<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn extend<I: IntoIterator<Item = F>>(&mut self, tasks: I) {
        for task in tasks {
            self.spawn(task);
        }
    }
}
