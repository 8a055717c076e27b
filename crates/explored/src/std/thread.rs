//! `std::thread`.

use core::cell::{Cell, RefCell};
use core::fmt::{self, Debug, Formatter};
use core::marker::PhantomData;
use std::any::Any;
use std::boxed::Box;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

pub use std::thread::{AccessError, Result};

use crate::engine::{
    self, At, Flag, Kind, Op, Subject, ThreadId as Number, Unwinding, here, note, point, ready,
    silent, with,
};
use crate::std::panic;

/// What a thread returns, once it has ended.
type Packet<T> = Arc<RefCellOf<Option<Result<T>>>>;

/// A cell that threads may share, because all run on one thread of the system.
struct RefCellOf<T>(RefCell<T>);

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl<T> Send for RefCellOf<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for RefCellOf<T> {}

/// `std::thread::Thread`.
#[derive(Clone)]
pub struct Thread(Number);

impl Thread {
    /// Its number.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId(self.0)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        with(|engine| engine.threads.known[self.0].leaked_name())
    }

    /// Lets it go on from `park`, now or the next time.
    #[track_caller]
    pub fn unpark(&self) {
        let op = Op::new(Kind::Notify, Subject::Thread(self.0), here());
        point(op);
        with(|engine| {
            if let Some(thread) = engine.threads.by_id(self.0) {
                thread.unparked.set(true);
            }
        });
        engine::event(op, || ("unparks {}".to_owned(), None));
    }
}

impl Debug for Thread {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "Thread {{ id: {:?}, .. }}", self.id())
    }
}

/// `std::thread::ThreadId`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(Number);

impl Debug for ThreadId {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        write!(to, "ThreadId({})", self.0 + 1)
    }
}

/// The thread that runs.
#[must_use]
pub fn current() -> Thread {
    Thread(engine::current())
}

/// Whether the thread that runs unwinds because of a panic.
#[must_use]
pub fn panicking() -> bool {
    engine::is_panicking() || engine::is_unwinding()
}

/// How many threads can run at once: two, on every machine.
///
/// # Errors
/// None.
pub fn available_parallelism() -> io::Result<core::num::NonZero<usize>> {
    Ok(core::num::NonZero::new(2).expect("two is not zero"))
}

/// Waits until another thread calls `unpark`, or has called it before.
#[track_caller]
pub fn park() {
    let flag = with(|engine| engine.threads.current().unparked.clone());
    let op = Op::new(Kind::Wait, Subject::Thread(engine::current()), here());
    point(op.when(ready!(&flag, Flag, |flag| flag.get())));
    flag.set(false);
    engine::event(op, || ("goes on after `park`".to_owned(), None));
}

/// As [`park`], until the time limit has passed, which may be at any moment.
#[track_caller]
pub fn park_timeout(time_limit: Duration) {
    let flag = with(|engine| engine.threads.current().unparked.clone());
    let until = engine::clock() + time_limit;
    let op = Op::new(Kind::Wait, Subject::Thread(engine::current()), here());
    point(op.yielding());
    if !flag.set(false) {
        engine::pass(until);
    }
    note(op, || ("goes on after `park_timeout`".to_owned(), None));
}

/// Lets others run. Time does not exist here: a thread that sleeps goes on at any moment.
#[track_caller]
pub fn sleep(duration: Duration) {
    let until = engine::clock() + duration;
    let op = Op::new(Kind::Sleep, Subject::Nothing, here());
    point(op.yielding());
    engine::pass(until);
    note(op, || ("goes on after its sleep".to_owned(), None));
}

/// Lets others run.
#[track_caller]
pub fn yield_now() {
    let op = Op::new(Kind::Sleep, Subject::Nothing, here());
    point(op.yielding());
    note(op, || ("lets others run".to_owned(), None));
}

/// Starts a thread.
#[track_caller]
pub fn spawn<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    start(None, here(), Box::new(body))
}

/// Starts a thread whose body may borrow. The caller ensures that it ends before what it borrows does.
fn start<'a, T: 'a>(
    name: Option<String>,
    at: At,
    body: Box<dyn FnOnce() -> T + 'a>,
) -> JoinHandle<T> {
    let packet: Packet<T> = Arc::new(RefCellOf(RefCell::new(None)));
    let result = packet.clone();
    let run = move || {
        let caught = catch_unwind(AssertUnwindSafe(body));
        match caught {
            Err(payload) if payload.is::<Unwinding>() => resume_unwind(payload),
            caught => *result.0.borrow_mut() = Some(caught),
        }
    };
    let run: Box<dyn FnOnce() + 'a> = Box::new(run);
    // SAFETY: the caller ensures that the thread ends before what it borrows does. At the end of an execution, younger threads are
    // unwound before older ones.
    let run: Box<dyn FnOnce()> = unsafe { core::mem::transmute(run) };
    let (id, ended) = engine::spawn(name, false, at, run);
    JoinHandle {
        thread: Thread(id),
        ended,
        packet,
    }
}

/// `std::thread::JoinHandle`.
pub struct JoinHandle<T> {
    thread: Thread,
    ended: Flag,
    packet: Packet<T>,
}

impl<T> JoinHandle<T> {
    /// Waits for the end of the thread.
    ///
    /// # Errors
    /// The payload of its panic.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        wait_for_end(self.thread.0, &self.ended, here());
        let result = self.packet.0.borrow_mut().take();
        result.expect("a thread that has ended has a result")
    }

    /// The thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Whether the thread has ended.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        let op = Op::new(Kind::Read, Subject::Thread(self.thread.0), here());
        point(op);
        let has_ended = self.ended.get();
        engine::glance(op, u64::from(has_ended), || {
            let text = if has_ended {
                "sees that {} has ended"
            } else {
                "sees that {} has not ended"
            };
            (text.to_owned(), None)
        });
        has_ended
    }
}

impl<T> Debug for JoinHandle<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("JoinHandle { .. }")
    }
}

/// Waits for the end of a thread.
fn wait_for_end(id: Number, ended: &Flag, at: At) {
    let op = Op::new(Kind::Join, Subject::Thread(id), at);
    let waits = (id, ended);
    let ready = ready!(&waits, (Number, &Flag), |it| it.1.get(), |it| Some(it.0));
    silent(op.when(ready));
    note(op, || ("sees the end of {}".to_owned(), None));
}

/// `std::thread::Builder`.
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// For a thread without a name.
    #[must_use]
    pub fn new() -> Self {
        Builder::default()
    }

    /// Gives it a name.
    #[must_use]
    pub fn name(self, name: String) -> Self {
        Builder { name: Some(name) }
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
    pub fn spawn<T: Send + 'static>(
        self,
        body: impl FnOnce() -> T + Send + 'static,
    ) -> io::Result<JoinHandle<T>> {
        Ok(start(self.name, here(), Box::new(body)))
    }

    /// Starts a thread that ends before the scope does.
    ///
    /// # Errors
    /// None.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, T: Send + 'scope>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        body: impl FnOnce() -> T + Send + 'scope,
    ) -> io::Result<ScopedJoinHandle<'scope, T>> {
        Ok(scope.start(self.name, here(), body))
    }
}

/// `std::thread::Scope`.
#[derive(Debug)]
pub struct Scope<'scope, 'env: 'scope> {
    threads: Shared<Vec<(Number, Flag)>>,
    /// The threads that have panicked, and that nobody has joined.
    panicked: Shared<Vec<Number>>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// A cell of a scope.
#[derive(Debug)]
struct Shared<T>(Rc<RefCell<T>>);

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl<T> Sync for Shared<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Shared<T> {}

/// `std::thread::ScopedJoinHandle`.
pub struct ScopedJoinHandle<'scope, T> {
    handle: JoinHandle<T>,
    panicked: Shared<Vec<Number>>,
    scope: PhantomData<&'scope ()>,
}

impl<T> Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("ScopedJoinHandle { .. }")
    }
}

/// Calls `body`, and waits for the threads that it starts.
#[track_caller]
pub fn scope<'env, T>(body: impl for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T) -> T {
    scope_at(here(), body)
}

/// As [`scope`], in this place of the program.
#[track_caller]
pub(crate) fn scope_at<'env, T>(
    at: At,
    body: impl for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
) -> T {
    let scope = Scope {
        threads: Shared(Rc::default()),
        panicked: Shared(Rc::default()),
        scope: PhantomData,
        env: PhantomData,
    };
    let result = panic::catch_unwind(AssertUnwindSafe(|| body(&scope)));
    scope.wait(at);
    if let Err(payload) = result {
        panic::resume_unwind(payload);
    }
    assert!(
        scope.panicked.0.borrow().is_empty(),
        "a scoped thread panicked"
    );
    result.unwrap_or_else(|_| unreachable!("errors have been resumed"))
}

impl<'scope, 'env> Scope<'scope, 'env> {
    /// Starts a thread that ends before the scope does.
    #[track_caller]
    pub fn spawn<T: Send + 'scope>(
        &'scope self,
        body: impl FnOnce() -> T + Send + 'scope,
    ) -> ScopedJoinHandle<'scope, T> {
        self.start(None, here(), body)
    }

    fn start<T: Send + 'scope>(
        &'scope self,
        name: Option<String>,
        at: At,
        body: impl FnOnce() -> T + Send + 'scope,
    ) -> ScopedJoinHandle<'scope, T> {
        let panicked = self.panicked.0.clone();
        let handle = start(
            name,
            at,
            Box::new(move || {
                let unjoined = PanicFlag(panicked);
                let value = body();
                core::mem::forget(unjoined);
                value
            }),
        );
        self.threads
            .0
            .borrow_mut()
            .push((handle.thread.0, handle.ended.clone()));
        ScopedJoinHandle {
            handle,
            panicked: Shared(self.panicked.0.clone()),
            scope: PhantomData,
        }
    }

    fn wait(&self, at: At) {
        let threads = self.threads.0.borrow().clone();
        for (thread, ended) in threads {
            wait_for_end(thread, &ended, at);
        }
    }
}

/// Notes that a thread of a scope panics.
struct PanicFlag(Rc<RefCell<Vec<Number>>>);

impl Drop for PanicFlag {
    fn drop(&mut self) {
        self.0.borrow_mut().push(engine::current());
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the end of the thread.
    ///
    /// # Errors
    /// The payload of its panic.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let id = self.handle.thread.0;
        let result = self.handle.join();
        // The scope panics only because of threads that nobody has joined.
        self.panicked.0.borrow_mut().retain(|other| *other != id);
        result
    }

    /// The thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        self.handle.thread()
    }

    /// Whether the thread has ended.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }
}

/// `std::thread::LocalKey`: a value of which each thread of the program has its own.
pub struct LocalKey<T: 'static> {
    make: fn() -> T,
    /// Keys without contents would have the same address.
    _own_place: u8,
}

impl<T: 'static> LocalKey<T> {
    /// A key whose value is made when a thread first uses it.
    pub const fn new(make: fn() -> T) -> Self {
        LocalKey {
            make,
            _own_place: 0,
        }
    }

    /// Calls `body` with the value of the thread that runs.
    pub fn with<R>(&'static self, body: impl FnOnce(&T) -> R) -> R {
        let key = core::ptr::from_ref(self).addr();
        let find = || {
            with(|engine| {
                let locals = &engine.threads.current().locals;
                let found = locals.iter().find(|(other, _)| *other == key);
                found.and_then(|(_, value)| value.clone().downcast::<T>().ok())
            })
        };
        let value = find().unwrap_or_else(|| {
            let value = Rc::new((self.make)());
            with(|engine| engine.threads.current().locals.push((key, value.clone())));
            value
        });
        body(&value)
    }

    /// As [`LocalKey::with`].
    ///
    /// # Errors
    /// None: the value exists as long as its thread.
    pub fn try_with<R>(
        &'static self,
        body: impl FnOnce(&T) -> R,
    ) -> core::result::Result<R, AccessError> {
        Ok(self.with(body))
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the value.
    pub fn set(&'static self, value: T) {
        self.with(|cell| cell.set(value));
    }

    /// The value.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// The value, which is replaced by its default.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Replaces the value, and returns the one before it.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls `body` with the borrowed value.
    pub fn with_borrow<R>(&'static self, body: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| body(&cell.borrow()))
    }

    /// Calls `body` with the mutably borrowed value.
    pub fn with_borrow_mut<R>(&'static self, body: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| body(&mut cell.borrow_mut()))
    }
}

impl<T: 'static> Debug for LocalKey<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("LocalKey { .. }")
    }
}

/// Drops the values of the thread that runs, in the order of their creation, as the end of the thread does.
pub fn drop_locals() {
    loop {
        let locals: Vec<(usize, Rc<dyn Any>)> =
            with(|engine| core::mem::take(&mut engine.threads.current().locals));
        if locals.is_empty() {
            return;
        }
        for (_, value) in locals {
            drop(value);
        }
    }
}
