//! `tokio::sync::watch`.

use core::cell::Cell;
use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::ops::Deref;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use ::tokio::sync::watch as real;

use super::queue::queue;
use crate::engine::{
    At, Core, Kind, ObjectKind, Op, Subject, ThreadId, current, event, glance, here, point,
    point_if_tried, ready,
};
use crate::show::show;
use crate::tokio::executor::By;
use crate::tokio::step::{Announced, Peek, Source, Step, Told, ask, read_number};

/// `tokio::sync::watch::error`.
pub mod error {
    pub use ::tokio::sync::watch::error::{RecvError, SendError};
}

use error::{RecvError, SendError};

/// What both ends share.
struct Shared {
    core: Core,
    /// How many values were sent.
    version: Cell<u64>,
    senders: Cell<usize>,
    receivers: Cell<usize>,
    /// How many [`Ref`]s there are. A sender waits for them, as tokio's does.
    readers: Cell<usize>,
    /// Who has made the last of them.
    reader: Cell<Option<ThreadId>>,
    /// Who changes the value in place now.
    writer: Cell<Option<ThreadId>>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Shared {}
// SAFETY: as above.
unsafe impl Sync for Shared {}

impl Shared {
    fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    /// Begins to write, when nobody reads or writes.
    fn begin_writing(&self, at: At) -> Writing<'_> {
        let op = self.op(Kind::Send, at);
        let kind = match self.readers.get() {
            0 => Kind::Send,
            // It waits until nobody borrows the value.
            _ => Kind::LockToWrite,
        };
        let waiting = self.op(kind, at);
        point(waiting.when(ready!(
            self,
            Shared,
            |it| it.readers.get() == 0 && it.writer.get().is_none(),
            |it| it.writer.get().or(it.reader.get())
        )));
        self.writer.set(Some(current()));
        Writing(self, op)
    }

    /// Begins to read, when nobody writes.
    fn begin_reading(&self, at: At) -> Op {
        let op = self.op(Kind::Read, at);
        point(
            op.when(ready!(self, Shared, |it| it.writer.get().is_none(), |it| {
                it.writer.get()
            })),
        );
        op
    }
}

/// Somebody changes the value.
struct Writing<'a>(&'a Shared, Op);

impl Writing<'_> {
    /// A value was sent, which `show` gives as this text.
    fn sent(&self, text: Option<String>) {
        self.0.version.set(self.0.version.get() + 1);
        event(self.1, || {
            let words = text.as_ref().map_or_else(
                || "changes the value of {}".to_owned(),
                |text| format!("sends {text} to {{}}"),
            );
            (words, text)
        });
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.0.writer.set(None);
    }
}

/// `tokio::sync::watch::Sender`.
pub struct Sender<T> {
    real: real::Sender<T>,
    shared: Arc<Shared>,
    at: At,
}

/// `tokio::sync::watch::Receiver`.
pub struct Receiver<T> {
    real: real::Receiver<T>,
    shared: Arc<Shared>,
    /// The version that it has seen.
    seen: u64,
    at: At,
}

/// A channel that keeps the last value.
#[must_use]
#[track_caller]
pub fn channel<T>(initial: T) -> (Sender<T>, Receiver<T>) {
    let sender = Sender::new(initial);
    let receiver = sender.receiver();
    (sender, receiver)
}

/// `tokio::sync::watch::Ref`: a sender waits as long as it exists.
pub struct Ref<'a, T> {
    real: real::Ref<'a, T>,
    shared: &'a Shared,
}

impl<'a, T> Ref<'a, T> {
    fn made(real: real::Ref<'a, T>, shared: &'a Shared) -> Self {
        shared.readers.set(shared.readers.get() + 1);
        shared.reader.set(Some(current()));
        Ref { real, shared }
    }

    /// Whether the value was new for the receiver.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.real.has_changed()
    }

    fn note(&self, op: Op) {
        glance(op, self.shared.version.get(), || {
            let words = show(&*self.real).map_or_else(
                || "reads {}".to_owned(),
                |text| format!("reads {text} from {{}}"),
            );
            (words, None)
        });
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T> Drop for Ref<'_, T> {
    fn drop(&mut self) {
        self.shared.readers.set(self.shared.readers.get() - 1);
    }
}

impl<T: Debug> Debug for Ref<'_, T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        (**self).fmt(to)
    }
}

impl<T> Sender<T> {
    /// With this value, and without receivers.
    #[must_use]
    #[track_caller]
    pub fn new(initial: T) -> Self {
        let at = here();
        let shared = Shared {
            core: Core::new(ObjectKind::Channel, at),
            version: Cell::new(0),
            senders: Cell::new(1),
            receivers: Cell::new(0),
            readers: Cell::new(0),
            reader: Cell::new(None),
            writer: Cell::new(None),
        };
        Sender {
            real: real::Sender::new(initial),
            shared: Arc::new(shared),
            at,
        }
    }

    fn receiver(&self) -> Receiver<T> {
        self.shared.receivers.set(self.shared.receivers.get() + 1);
        Receiver {
            real: self.real.subscribe(),
            shared: self.shared.clone(),
            seen: self.shared.version.get(),
            at: self.at,
        }
    }

    /// Replaces the value.
    ///
    /// # Errors
    /// The new value, if there are no receivers.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let writing = self.shared.begin_writing(here());
        let text = show(&value);
        let sent = self.real.send(value);
        if sent.is_ok() {
            writing.sent(text);
        } else {
            event(writing.1, || {
                let text = "cannot send to {}: all receivers are gone";
                (text.to_owned(), None)
            });
        }
        sent
    }

    /// Changes the value in place.
    #[track_caller]
    pub fn send_modify(&self, modify: impl FnOnce(&mut T)) {
        let writing = self.shared.begin_writing(here());
        self.real.send_modify(modify);
        writing.sent(show(&*self.real.borrow()));
    }

    /// Changes the value in place; receivers notice it only if `modify` returns true.
    #[track_caller]
    pub fn send_if_modified(&self, modify: impl FnOnce(&mut T) -> bool) -> bool {
        let writing = self.shared.begin_writing(here());
        let modified = self.real.send_if_modified(modify);
        if modified {
            writing.sent(show(&*self.real.borrow()));
        }
        modified
    }

    /// Replaces the value, even without receivers; returns the one before it.
    #[track_caller]
    pub fn send_replace(&self, value: T) -> T {
        let writing = self.shared.begin_writing(here());
        let text = show(&value);
        let before = self.real.send_replace(value);
        writing.sent(text);
        before
    }

    /// The value.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let op = self.shared.begin_reading(here());
        let value = Ref::made(self.real.borrow(), &self.shared);
        value.note(op);
        value
    }

    /// Whether there are no receivers.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        ask(
            self.shared.op(Kind::Read, here()),
            "sees that {} has no receiver",
            "sees that {} has a receiver",
            || self.real.is_closed(),
        )
    }

    /// Waits until there are no receivers.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> + Peek {
        let op = self.shared.op(Kind::Wait, here());
        queue(
            op,
            By::Nobody,
            || self.real.is_closed(),
            self.real.closed(),
            |seen| {
                let text = match seen {
                    Some(()) => "sees that {} has no receiver",
                    None => "waits until {} has no receiver",
                };
                (text.to_owned(), None)
            },
        )
    }

    /// A receiver, for which the value is not new.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        let op = self.shared.begin_reading(here());
        let receiver = self.receiver();
        event(op, || ("subscribes to {}".to_owned(), None));
        receiver
    }

    /// How many receivers there are.
    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        let op = self.shared.op(Kind::Read, here());
        read_number(op, "has receivers:", || self.real.receiver_count())
    }

    /// How many senders there are.
    #[track_caller]
    pub fn sender_count(&self) -> usize {
        let op = self.shared.op(Kind::Read, here());
        read_number(op, "has senders:", || self.real.sender_count())
    }

    /// Whether both send to the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.shared.senders.set(self.shared.senders.get() + 1);
        Sender {
            real: self.real.clone(),
            shared: self.shared.clone(),
            at: self.at,
        }
    }
}

impl<T: Default> Default for Sender<T> {
    #[track_caller]
    fn default() -> Self {
        Sender::new(T::default())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let is_last = self.shared.senders.get() == 1;
        let op = self.shared.op(Kind::Close, self.at);
        if is_last {
            point_if_tried(op);
        }
        self.shared.senders.set(self.shared.senders.get() - 1);
        if is_last {
            event(op, || {
                let text = "drops the last sender of {}";
                (text.to_owned(), Some("no sender".to_owned()))
            });
        }
    }
}

impl<T> Receiver<T> {
    /// The value, which stays new.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let op = self.shared.begin_reading(here());
        let value = Ref::made(self.real.borrow(), &self.shared);
        value.note(op);
        value
    }

    /// The value, which is not new any more.
    #[track_caller]
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        let op = self.shared.begin_reading(here());
        self.seen = self.shared.version.get();
        let value = Ref::made(self.real.borrow_and_update(), &self.shared);
        value.note(op);
        value
    }

    /// Whether the value is new.
    ///
    /// # Errors
    /// That all senders are gone.
    #[track_caller]
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        let op = self.shared.begin_reading(here());
        let changed = self.real.has_changed();
        glance(op, self.shared.version.get(), || {
            let text = match changed {
                Ok(true) => "sees that {} has a new value",
                Ok(false) => "sees that {} has no new value",
                Err(_) => "sees that all senders of {} are gone",
            };
            (text.to_owned(), None)
        });
        changed
    }

    /// The value is new.
    pub fn mark_changed(&mut self) {
        self.real.mark_changed();
        self.seen = self.shared.version.get().wrapping_sub(1);
    }

    /// The value is not new any more.
    pub fn mark_unchanged(&mut self) {
        self.real.mark_unchanged();
        self.seen = self.shared.version.get();
    }

    /// Waits for a new value.
    ///
    /// # Errors
    /// That all senders are gone.
    #[track_caller]
    pub fn changed(&mut self) -> impl Future<Output = Result<(), RecvError>> + Peek {
        self.changed_at(here())
    }

    fn changed_at(&mut self, at: At) -> impl Future<Output = Result<(), RecvError>> + Peek {
        let source = Changed {
            shared: &self.shared,
            seen: &mut self.seen,
            real: Box::pin(self.real.changed()),
        };
        Step::new(source, at)
    }

    /// Waits until the value fulfils the condition.
    ///
    /// # Errors
    /// That all senders are gone, and the last value does not fulfil it.
    #[track_caller]
    pub fn wait_for(
        &mut self,
        mut condition: impl FnMut(&T) -> bool,
    ) -> impl Future<Output = Result<Ref<'_, T>, RecvError>> {
        let at = here();
        async move {
            let mut closed = false;
            loop {
                let op = self.shared.begin_reading(at);
                {
                    let is_new = self.seen != self.shared.version.get();
                    self.seen = self.shared.version.get();
                    let value = Ref::made(self.real.borrow_and_update(), &self.shared);
                    value.note(op);
                    if (!closed || is_new) && condition(&value) {
                        break;
                    }
                }
                if closed {
                    return Err(error_of_closed());
                }
                closed = self.changed_at(at).await.is_err();
            }
            Ok(Ref::made(self.real.borrow(), &self.shared))
        }
    }

    /// Whether both receive from the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }
}

/// tokio makes this error only itself.
fn error_of_closed() -> RecvError {
    let (sender, receiver) = real::channel(());
    drop(sender);
    match receiver.has_changed() {
        Err(error) => error,
        Ok(_) => unreachable!("the sender is gone"),
    }
}

struct Changed<'a, F> {
    shared: &'a Shared,
    seen: &'a mut u64,
    real: Pin<Box<F>>,
}

impl<F: Future<Output = Result<(), RecvError>>> Source for Changed<'_, F> {
    type Output = Result<(), RecvError>;
    const ANNOUNCED: Announced = Announced::WhenReady;

    fn op(&self) -> (Kind, Subject) {
        (Kind::Receive, self.shared.op(Kind::Receive, here()).subject)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = self.real.as_mut().poll(context);
        if polled.is_ready() {
            *self.seen = self.shared.version.get();
        }
        polled
    }

    fn is_ready(&self) -> bool {
        *self.seen != self.shared.version.get() || self.shared.senders.get() == 0
    }

    fn tell(&self, changed: &Self::Output) -> Told {
        let text = if changed.is_ok() {
            "sees that {} has a new value"
        } else {
            "sees that all senders of {} are gone"
        };
        (text.to_owned(), None)
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.shared.receivers.set(self.shared.receivers.get() + 1);
        Receiver {
            real: self.real.clone(),
            shared: self.shared.clone(),
            seen: self.seen,
            at: self.at,
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let before = self.shared.receivers.get();
        self.shared.receivers.set(before - 1);
        if self.shared.senders.get() == 0 {
            return;
        }
        let op = self.shared.op(Kind::Close, self.at);
        // A sender notices when the last receiver goes.
        if before == 1 {
            point(op);
        } else {
            point_if_tried(op);
        }
        event(op, || ("drops a receiver of {}".to_owned(), None));
    }
}

impl<T> Debug for Sender<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Sender { .. }")
    }
}

impl<T> Debug for Receiver<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Receiver { .. }")
    }
}
