//! `tokio::runtime`.

use core::cell::{Cell, RefCell};
use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::marker::PhantomData;
use core::pin::pin;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::executor::{Poller, current};
use super::task::{JoinHandle, TaskCore, start_blocking, start_task};
use crate::engine::{
    At, Flag, Kind, Op, Subject, ThreadId, current as thread_id, enter_runtime, here, is_over,
    is_panicking, new_runtime, note, note_stopped, pause, point, ready, silent,
};
use crate::std::thread::LocalKey;

/// `tokio::runtime::RuntimeFlavor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeFlavor {
    /// All tasks run on the thread that calls `block_on`.
    CurrentThread,
    /// Tasks run on worker threads.
    MultiThread,
}

/// What the handles of a runtime share.
pub(crate) struct Shared {
    flavor: RuntimeFlavor,
    workers: usize,
    /// The number of the runtime among those that say how many worker threads they have.
    pub(crate) number: Option<usize>,
    /// Whether the runtime shuts down, so that no task goes on.
    pub(crate) closing: Flag,
    starts_paused: bool,
    /// The threads for blocking tasks.
    pub(crate) pool: Pool,
    tasks: RefCell<Vec<Arc<TaskCore>>>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Shared {}
// SAFETY: as above.
unsafe impl Sync for Shared {}

/// The threads for blocking tasks, if there is a limit to them.
pub(crate) struct Pool {
    most: usize,
    started: Cell<usize>,
    ended: Cell<usize>,
    running: RefCell<Vec<ThreadId>>,
}

/// A blocking task that is next in the pool when so many tasks before it have ended.
struct Turn {
    shared: Arc<Shared>,
    number: usize,
}

impl Pool {
    fn new(most: usize) -> Self {
        Pool {
            most,
            started: Cell::new(0),
            ended: Cell::new(0),
            running: RefCell::default(),
        }
    }

    /// The number of a new blocking task.
    pub(crate) fn enter(&self) -> usize {
        self.started.replace(self.started.get() + 1)
    }
}

impl Shared {
    /// Waits until a thread of the pool is free for the blocking task with this number.
    pub(crate) fn begin_blocking(self: &Arc<Self>, number: usize, at: At) {
        let turn = Turn {
            shared: self.clone(),
            number,
        };
        let op = Op::new(Kind::Lock, Subject::Nothing, at);
        silent(op.when(ready!(
            &turn,
            Turn,
            |turn| {
                turn.number
                    < turn
                        .shared
                        .pool
                        .ended
                        .get()
                        .saturating_add(turn.shared.pool.most)
            },
            |turn| turn.shared.pool.running.borrow().first().copied()
        )));
        self.pool.running.borrow_mut().push(thread_id());
    }

    /// The blocking task of the thread that runs has ended.
    pub(crate) fn end_blocking(&self) {
        let me = thread_id();
        self.pool.running.borrow_mut().retain(|one| *one != me);
        self.pool.ended.set(self.pool.ended.get() + 1);
    }
}

static CONTEXT: LocalKey<RefCell<Option<Handle>>> = LocalKey::new(|| RefCell::new(None));

/// `tokio::runtime::Builder`.
#[derive(Debug)]
pub struct Builder {
    flavor: RuntimeFlavor,
    /// How many worker threads the program wants; `None` if it does not say so.
    workers: Option<usize>,
    most_blocking: usize,
    paused: bool,
}

/// How many threads for blocking tasks a runtime has that does not say so, as in tokio.
const BLOCKING: usize = 512;

/// How many worker threads a runtime has that does not say so, on every machine.
const WORKERS: usize = 2;

impl Builder {
    /// For a runtime whose tasks run on the thread that calls `block_on`.
    #[must_use]
    pub fn new_current_thread() -> Self {
        Builder {
            flavor: RuntimeFlavor::CurrentThread,
            workers: Some(1),
            most_blocking: BLOCKING,
            paused: false,
        }
    }

    /// For a runtime with worker threads.
    #[must_use]
    pub fn new_multi_thread() -> Self {
        Builder {
            flavor: RuntimeFlavor::MultiThread,
            workers: None,
            most_blocking: BLOCKING,
            paused: false,
        }
    }

    /// Has no effect: timers always work here.
    pub fn enable_all(&mut self) -> &mut Self {
        self
    }

    /// Has no effect: timers always work here.
    pub fn enable_time(&mut self) -> &mut Self {
        self
    }

    /// Has no effect: nothing here needs it.
    pub fn enable_io(&mut self) -> &mut Self {
        self
    }

    /// At most this many tasks run between two awaits. If the program does not say how many, each task can go on at any moment.
    #[track_caller]
    pub fn worker_threads(&mut self, workers: usize) -> &mut Self {
        assert!(workers > 0, "Worker threads cannot be set to 0");
        if self.flavor == RuntimeFlavor::MultiThread {
            self.workers = Some(workers);
        }
        self
    }

    /// A blocking task waits until one of so many threads is free.
    #[track_caller]
    pub fn max_blocking_threads(&mut self, most: usize) -> &mut Self {
        assert!(most > 0, "Max blocking threads cannot be set to 0");
        self.most_blocking = most;
        self
    }

    /// Has no effect: the program cannot see the names of worker threads here.
    pub fn thread_name(&mut self, _: impl Into<String>) -> &mut Self {
        self
    }

    /// Has no effect: all threads have stacks of the same size.
    pub fn thread_stack_size(&mut self, _: usize) -> &mut Self {
        self
    }

    /// Whether the clock is paused at the start: see [`crate::tokio::time::pause`].
    pub fn start_paused(&mut self, paused: bool) -> &mut Self {
        self.paused = paused;
        self
    }

    /// Makes the runtime.
    ///
    /// # Errors
    /// None.
    #[track_caller]
    pub fn build(&mut self) -> io::Result<Runtime> {
        if self.paused {
            pause(true);
        }
        let shared = Shared {
            flavor: self.flavor,
            workers: self.workers.unwrap_or(WORKERS),
            number: self.workers.map(new_runtime),
            closing: Flag::default(),
            starts_paused: self.paused,
            pool: Pool::new(self.most_blocking),
            tasks: RefCell::default(),
        };
        let handle = Handle {
            shared: Arc::new(shared),
        };
        Ok(Runtime { handle, at: here() })
    }
}

/// `tokio::runtime::Runtime`. When it is dropped, its tasks are dropped at the awaits where they are.
#[derive(Debug)]
pub struct Runtime {
    handle: Handle,
    at: At,
}

impl Runtime {
    /// A runtime with worker threads.
    ///
    /// # Errors
    /// None.
    #[track_caller]
    pub fn new() -> io::Result<Runtime> {
        Builder::new_multi_thread().enable_all().build()
    }

    /// A handle of it.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.handle.spawn(future)
    }

    /// Runs `body` on a thread of its own.
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, body: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        self.handle.spawn_blocking(body)
    }

    /// Runs the future, until it is ready, on the thread that calls this.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let is_main_one = self.handle.shared.flavor == RuntimeFlavor::CurrentThread;
        let number = self.handle.shared.number.filter(|_| is_main_one);
        self.handle.block_in(number, future, here())
    }

    /// Makes this the runtime of the thread, until the guard is dropped.
    #[must_use]
    pub fn enter(&self) -> EnterGuard<'_> {
        self.handle.enter()
    }

    /// Drops its tasks and waits for its blocking tasks. The time limit has no effect: this waits for none of them.
    #[track_caller]
    pub fn shutdown_timeout(self, _: Duration) {
        self.handle.shared.close(here(), false);
    }

    /// Drops its tasks, and waits for nothing.
    #[track_caller]
    pub fn shutdown_background(self) {
        self.handle.shared.close(here(), false);
    }

    /// Numbers about the runtime.
    #[must_use]
    pub fn metrics(&self) -> RuntimeMetrics {
        self.handle.metrics()
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.handle.shared.close(self.at, true);
        if self.handle.shared.starts_paused {
            pause(false);
        }
    }
}

impl Shared {
    /// Remembers a task of this runtime, until it ends.
    pub(crate) fn keep(&self, task: Arc<TaskCore>) {
        let mut tasks = self.tasks.borrow_mut();
        tasks.retain(|task| !task.is_finished());
        tasks.push(task);
    }

    /// Aborts all tasks, and waits for them one after the other.
    fn close(&self, at: At, waits: bool) {
        if self.closing.get() || is_over() || is_panicking() {
            self.closing.set(true);
            return;
        }
        if self.tasks.borrow().iter().any(|task| !task.is_finished()) {
            let op = Op::new(Kind::End, Subject::Nothing, at);
            point(op);
            note(op, || ("shuts down the runtime".to_owned(), None));
        }
        self.closing.set(true);
        let mut tasks = core::mem::take(&mut *self.tasks.borrow_mut());
        tasks.retain(|task| !task.is_finished());
        if self.number.is_none() {
            tasks.iter().for_each(|task| note_stopped(task.thread()));
        }
        // Those that wait are dropped in their order. What they own may let others go on that block.
        for task in tasks.iter().filter(|task| task.is_waiting()) {
            task.stop();
            if waits {
                task.wait_for_end(at);
            }
        }
        tasks.iter().for_each(|task| task.stop());
        if waits {
            tasks.iter().for_each(|task| task.wait_for_end(at));
        }
    }
}

/// `tokio::runtime::Handle`.
#[derive(Clone)]
pub struct Handle {
    pub(crate) shared: Arc<Shared>,
}

impl Debug for Handle {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Handle { .. }")
    }
}

impl Handle {
    /// The runtime of the thread or task that runs.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    #[track_caller]
    pub fn current() -> Self {
        match Handle::try_current() {
            Ok(handle) => handle,
            Err(error) => panic!("{error}"),
        }
    }

    /// The runtime of the thread or task that runs.
    ///
    /// # Errors
    /// That there is none.
    pub fn try_current() -> Result<Self, TryCurrentError> {
        CONTEXT
            .with(|context| context.borrow().clone())
            .ok_or(TryCurrentError(()))
    }

    /// Makes this the runtime of the thread, until the guard is dropped.
    #[must_use]
    pub fn enter(&self) -> EnterGuard<'_> {
        EnterGuard {
            before: CONTEXT.with(|context| context.replace(Some(self.clone()))),
            runtime: PhantomData,
        }
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        start_task(self, future, here(), None)
    }

    /// Runs `body` on a thread of its own.
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, body: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        start_blocking(self, body, here())
    }

    /// Runs the future, until it is ready, on the thread that calls this.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.block_in(None, future, here())
    }

    /// What kind of runtime it is.
    #[must_use]
    pub fn runtime_flavor(&self) -> RuntimeFlavor {
        self.shared.flavor
    }

    /// Numbers about the runtime.
    #[must_use]
    pub fn metrics(&self) -> RuntimeMetrics {
        RuntimeMetrics(self.shared.clone())
    }

    #[track_caller]
    fn block_in<F: Future>(&self, number: Option<usize>, future: F, at: At) -> F::Output {
        assert!(
            current().is_none(),
            "Cannot start a runtime from within a runtime. This happens because a function (like `block_on`) attempted to block the \
             current thread while the thread is being used to drive asynchronous tasks."
        );
        let _entered = self.enter();
        let _running = Running(enter_runtime(number));
        let value = Poller::new(Vec::new(), number.is_some()).run(pin!(future), at);
        value.unwrap_or_else(|| unreachable!("nobody aborts a thread"))
    }
}

/// Restores which runtime the thread runs in.
struct Running(Option<usize>);

impl Drop for Running {
    fn drop(&mut self) {
        enter_runtime(self.0);
    }
}

/// `tokio::runtime::EnterGuard`.
pub struct EnterGuard<'a> {
    before: Option<Handle>,
    runtime: PhantomData<&'a Handle>,
}

impl Debug for EnterGuard<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("EnterGuard { .. }")
    }
}

impl Drop for EnterGuard<'_> {
    fn drop(&mut self) {
        let before = self.before.take();
        CONTEXT.with(|context| context.replace(before));
    }
}

/// `tokio::runtime::RuntimeMetrics`.
#[derive(Clone)]
pub struct RuntimeMetrics(Arc<Shared>);

impl Debug for RuntimeMetrics {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("RuntimeMetrics { .. }")
    }
}

impl RuntimeMetrics {
    /// How many worker threads there are.
    #[must_use]
    pub fn num_workers(&self) -> usize {
        self.0.workers
    }

    /// How many tasks have not ended, without blocking ones.
    #[track_caller]
    #[must_use]
    pub fn num_alive_tasks(&self) -> usize {
        let op = Op::new(Kind::Read, Subject::Nothing, here());
        super::step::read_number(op, "the number of tasks is", || {
            let tasks = self.0.tasks.borrow();
            let alive = tasks
                .iter()
                .filter(|task| !task.is_finished() && !task.is_blocking());
            alive.count()
        })
    }
}

/// `tokio::runtime::TryCurrentError`.
#[derive(Debug)]
pub struct TryCurrentError(());

impl TryCurrentError {
    /// Whether the thread has no runtime, which is the only reason here.
    #[must_use]
    pub fn is_missing_context(&self) -> bool {
        true
    }

    /// Never, here.
    #[must_use]
    pub fn is_thread_local_destroyed(&self) -> bool {
        false
    }
}

impl fmt::Display for TryCurrentError {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str(
            "there is no reactor running, must be called from the context of a Tokio 1.x runtime",
        )
    }
}

impl core::error::Error for TryCurrentError {}
