//! `std::sync::Once`, `OnceLock` and `LazyLock`.

use core::cell::{Cell, UnsafeCell};
use core::fmt::{self, Debug, Formatter};
use core::ops::Deref;

use crate::engine::{
    Core, Kind, ObjectKind, Op, ThreadId, current, event, glance, here, note, point, ready,
    unlocked,
};
use crate::show::show;

/// How far the initialization is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Running(ThreadId),
    Done,
}

/// `std::sync::OnceLock`.
pub struct OnceLock<T> {
    core: Core,
    state: Cell<State>,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: as for std's OnceLock. All threads of the program run on one thread of the system.
unsafe impl<T: Send> Send for OnceLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// Without a value.
    #[must_use]
    #[track_caller]
    pub const fn new() -> Self {
        OnceLock {
            core: Core::new(ObjectKind::Once, here()),
            state: Cell::new(State::New),
            value: UnsafeCell::new(None),
        }
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: the value is written once, before the state is `Done`, and never again.
        (self.state.get() == State::Done).then(|| unsafe { (*self.value.get()).as_ref() })?
    }

    /// The value, if it has been set.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        self.get_within(self)
    }

    /// As [`OnceLock::get`]. `whole` is the object whose part this is.
    #[track_caller]
    fn get_within<W>(&self, whole: &W) -> Option<&T> {
        let op = self.core.op(whole, Kind::Read, here());
        point(op);
        let value = self.value();
        glance(op, u64::from(value.is_some()), || {
            let text = if value.is_some() {
                "reads {}"
            } else {
                "sees that {} has no value yet"
            };
            (text.to_owned(), None)
        });
        value
    }

    /// The value, which no other thread can use now.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// The value, if it has been set, which is removed.
    pub fn take(&mut self) -> Option<T> {
        self.state.set(State::New);
        self.value.get_mut().take()
    }

    /// The value, when it has been set.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.wait_within(self)
    }

    /// As [`OnceLock::wait`]. `whole` is the object whose part this is.
    #[track_caller]
    fn wait_within<W>(&self, whole: &W) -> &T {
        let op = self.core.op(whole, Kind::Wait, here());
        point(op.when(ready!(&self.state, Cell<State>, |state| state.get() == State::Done)));
        note(op, || ("reads {}".to_owned(), self.shown()));
        self.value().expect("it has been set")
    }

    /// The value, if it has been set.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Sets the value, unless it has been set.
    ///
    /// # Errors
    /// The new value, if there is one already.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().expect("called once"));
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }

    /// The value, which is made now unless it has been set. While one thread makes it, others wait.
    #[track_caller]
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        self.get_or_make(self, None, make)
    }

    /// As [`OnceLock::get_or_init`]. `whole` is the object whose part this is. It panics instead if `poisoned` says so.
    #[track_caller]
    fn get_or_make<W>(
        &self,
        whole: &W,
        poisoned: Option<&Cell<bool>>,
        make: impl FnOnce() -> T,
    ) -> &T {
        let op = self.core.op(whole, Kind::Read, here());
        let running = ready!(
            &self.state,
            Cell<State>,
            |state| !matches!(state.get(), State::Running(_)),
            |state| match state.get() {
                State::Running(thread) => Some(thread),
                _ => None,
            }
        );
        point(op.when(running));
        if self.state.get() == State::New {
            assert!(
                !poisoned.is_some_and(Cell::get),
                "Once instance has previously been poisoned"
            );
            self.state.set(State::Running(current()));
            event(op, || {
                (
                    "begins to make the value of {}".to_owned(),
                    Some("being made".to_owned()),
                )
            });
            let reset = Reset(&self.state);
            let value = make();
            core::mem::forget(reset);
            // SAFETY: nobody reads the value before the state is `Done`.
            unsafe { *self.value.get() = Some(value) };
            self.state.set(State::Done);
            event(
                Op {
                    kind: Kind::Write,
                    ..op
                },
                || ("has made the value of {}".to_owned(), self.shown()),
            );
        } else {
            glance(op, 1, || ("reads {}".to_owned(), None));
        }
        self.value().expect("it has just been made")
    }

    fn shown(&self) -> Option<String> {
        self.value()
            .map(|value| show(value).unwrap_or_else(|| "set".to_owned()))
    }
}

/// Lets another thread make the value if the first one panics.
struct Reset<'a>(&'a Cell<State>);

impl Drop for Reset<'_> {
    fn drop(&mut self) {
        self.0.set(State::New);
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        OnceLock::new()
    }
}

impl<T: Debug> Debug for OnceLock<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        self.show_as("OnceLock", self, to)
    }
}

impl<T: Debug> OnceLock<T> {
    /// Shows the value, or that there is none, as a step.
    fn show_as<W>(&self, name: &str, whole: &W, to: &mut Formatter<'_>) -> fmt::Result {
        point(self.core.op(whole, Kind::Read, unlocked(self.core.made())));
        let mut shown = to.debug_tuple(name);
        match self.value() {
            Some(value) => shown.field(value),
            None => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        OnceLock {
            core: Core::new(ObjectKind::Once, here()),
            state: Cell::new(State::Done),
            value: UnsafeCell::new(Some(value)),
        }
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        match self.get() {
            Some(value) => OnceLock::from(value.clone()),
            None => OnceLock::new(),
        }
    }
}

impl<T: Debug, F> Debug for LazyLock<T, F> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        self.once.show_as("LazyLock", self, to)
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> Self {
        LazyLock::new(T::default)
    }
}

/// `std::sync::LazyLock`.
pub struct LazyLock<T, F = fn() -> T> {
    once: OnceLock<T>,
    make: Cell<Option<F>>,
}

// SAFETY: as for std's LazyLock.
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that is made when it is first used.
    #[track_caller]
    pub const fn new(make: F) -> Self {
        LazyLock {
            once: OnceLock::new(),
            make: Cell::new(Some(make)),
        }
    }

    /// The value.
    ///
    /// # Panics
    /// If an earlier attempt to make it panicked.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        this.once
            .get_or_make(this, None, || match this.make.take() {
                Some(make) => make(),
                None => panic!("LazyLock instance has previously been poisoned"),
            })
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

/// `std::sync::Once`.
pub struct Once {
    done: OnceLock<()>,
    poisoned: Cell<bool>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Sync for Once {}

/// `std::sync::OnceState`.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Whether an earlier call panicked.
    #[must_use]
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl Once {
    /// A call that has not been made.
    #[must_use]
    #[track_caller]
    #[allow(
        clippy::new_without_default,
        reason = "std's Once has no Default either"
    )]
    pub const fn new() -> Self {
        Once {
            done: OnceLock::new(),
            poisoned: Cell::new(false),
        }
    }

    /// Calls `body`, unless it has been called. While one thread calls it, others wait.
    ///
    /// # Panics
    /// If an earlier call panicked.
    #[track_caller]
    pub fn call_once(&self, body: impl FnOnce()) {
        let poisoned = Some(&self.poisoned);
        self.done
            .get_or_make(self, poisoned, || self.call(|_| body()));
    }

    /// As [`Once::call_once`], even if an earlier call panicked.
    #[track_caller]
    pub fn call_once_force(&self, body: impl FnOnce(&OnceState)) {
        self.done.get_or_make(self, None, || self.call(body));
    }

    fn call(&self, body: impl FnOnce(&OnceState)) {
        let poisoned = self.poisoned.replace(true);
        body(&OnceState { poisoned });
        self.poisoned.set(false);
    }

    /// Whether a call has ended.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        self.done.get_within(self).is_some()
    }

    /// Waits until a call has ended.
    #[track_caller]
    pub fn wait(&self) {
        self.done.wait_within(self);
    }
}

impl Debug for Once {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Once { .. }")
    }
}
