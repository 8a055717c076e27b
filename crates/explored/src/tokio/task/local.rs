//! Tasks that stay on one thread.

use core::cell::RefCell;
use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::pin::{Pin, pin};
use core::task::{Context, Poll};
use std::sync::Arc;

use super::{JoinHandle, TaskCore, start_task};
use crate::engine::{
    At, Flag, Kind, Op, Subject, enter_runtime, here, is_over, is_panicking, join_runtime,
    new_runtime, single_runtime, with,
};
use crate::std::thread::LocalKey;
use crate::tokio::executor::{By, Wait, place, wait_for};
use crate::tokio::runtime::{Handle, Runtime};

/// `tokio::task::LocalSet`: its tasks run one at a time, and only while `run_until`, `block_on` or the set itself is awaited.
pub struct LocalSet {
    shared: Arc<Shared>,
    wait: Option<Wait>,
    made: At,
}

struct Shared {
    /// The number of the group of tasks of which one runs at a time.
    number: RefCell<Option<usize>>,
    driven: Flag,
    tasks: RefCell<Vec<Arc<TaskCore>>>,
}

static LOCAL: LocalKey<RefCell<Option<Arc<Shared>>>> = LocalKey::new(|| RefCell::new(None));

/// Starts a task of the `LocalSet` that runs.
///
/// # Panics
/// Outside a `LocalSet`.
#[track_caller]
pub fn spawn_local<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let local = LOCAL.with(|local| local.borrow().clone());
    let local = local.expect(
        "`spawn_local` called from outside of a `task::LocalSet` or `runtime::LocalRuntime`",
    );
    local.spawn(future, here())
}

impl Shared {
    /// The number of the group: that of the runtime in which the set is first used, if its tasks run one at a time.
    fn number(&self) -> usize {
        let mut number = self.number.borrow_mut();
        *number.get_or_insert_with(|| single_runtime().unwrap_or_else(|| new_runtime(1)))
    }

    #[track_caller]
    fn spawn<F: Future + 'static>(self: &Arc<Self>, future: F, at: At) -> JoinHandle<F::Output> {
        let local = self.clone();
        let future = async move {
            LOCAL.with(|current| current.replace(Some(local)));
            future.await
        };
        let gate = (self.driven.clone(), true);
        let handle = Handle::try_current().unwrap_or_else(|_| outside());
        let task = start_task(&handle, future, at, Some((self.number(), gate)));
        let mut tasks = self.tasks.borrow_mut();
        tasks.retain(|task| !task.is_finished());
        tasks.push(task.shared_core());
        task
    }
}

/// The runtime of a local task that is started outside any runtime, before its set is driven.
fn outside() -> Handle {
    let runtime = crate::tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.unwrap_or_else(|_| unreachable!("building never fails"));
    let handle = runtime.handle().clone();
    core::mem::forget(runtime);
    handle
}

impl LocalSet {
    /// Without tasks.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        #[allow(clippy::arc_with_non_send_sync)] // As in tokio, the set stays on one thread.
        let shared = Arc::new(Shared {
            number: RefCell::new(None),
            driven: Flag::default(),
            tasks: RefCell::default(),
        });
        LocalSet {
            shared,
            wait: None,
            made: here(),
        }
    }

    /// Starts a task of this set.
    #[track_caller]
    pub fn spawn_local<F: Future + 'static>(&self, future: F) -> JoinHandle<F::Output> {
        self.shared.spawn(future, here())
    }

    /// Runs the tasks of this set until the future is ready.
    pub async fn run_until<F: Future>(&self, future: F) -> F::Output {
        RunUntil {
            shared: self.shared.clone(),
            future: pin!(future),
        }
        .await
    }

    /// As [`LocalSet::run_until`], on the thread that calls this.
    #[track_caller]
    pub fn block_on<F: Future>(&self, runtime: &Runtime, future: F) -> F::Output {
        runtime.block_on(self.run_until(future))
    }
}

struct RunUntil<'a, F> {
    shared: Arc<Shared>,
    future: Pin<&'a mut F>,
}

impl<F: Future> Future for RunUntil<'_, F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _driving = Driving::new(&self.shared);
        self.future.as_mut().poll(context)
    }
}

impl<F> Drop for RunUntil<'_, F> {
    fn drop(&mut self) {
        self.shared.driven.set(false);
    }
}

/// Runs as one of the tasks of the set. The set stays driven while the future waits.
struct Driving {
    before: Option<Arc<Shared>>,
    runtime: Option<usize>,
}

impl Driving {
    fn new(shared: &Arc<Shared>) -> Self {
        shared.driven.set(true);
        let current = with(|engine| engine.threads.current().runtime);
        let number = Some(shared.number());
        if current != number {
            enter_runtime(number);
        }
        Driving {
            before: LOCAL.with(|local| local.replace(Some(shared.clone()))),
            runtime: current,
        }
    }
}

impl Drop for Driving {
    fn drop(&mut self) {
        let before = self.before.take();
        LOCAL.with(|local| local.replace(before));
        let current = with(|engine| engine.threads.current().runtime);
        if current != self.runtime {
            enter_runtime(None);
            join_runtime(self.runtime);
        }
    }
}

impl Future for LocalSet {
    type Output = ();

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.shared.driven.set(true);
        let tasks = self.shared.tasks.borrow().clone();
        let left = tasks.iter().find(|task| !task.is_finished());
        let Some(left) = left else {
            self.wait = None;
            self.shared.driven.set(false);
            return Poll::Ready(());
        };
        left.wake_at_end(context.waker());
        let id = left.thread();
        let op = Op::new(Kind::Join, Subject::Thread(id), place(here(), self.made));
        self.wait = wait_for(op, By::Thread(id));
        Poll::Pending
    }
}

impl Drop for LocalSet {
    fn drop(&mut self) {
        if is_over() || is_panicking() {
            return;
        }
        let tasks = core::mem::take(&mut *self.shared.tasks.borrow_mut());
        for task in tasks.iter().filter(|task| !task.is_finished()) {
            task.stop();
            let before = enter_runtime(None);
            task.wait_for_end(self.made);
            enter_runtime(before);
        }
    }
}

impl Default for LocalSet {
    #[track_caller]
    fn default() -> Self {
        LocalSet::new()
    }
}

impl Debug for LocalSet {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("LocalSet")
    }
}
