//! `tokio::sync::Notify`.

use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use ::tokio::sync::Notify as Real;
use ::tokio::sync::futures::Notified as RealNotified;

use crate::engine::{At, Core, Kind, ObjectKind, Op, Subject, event, here, point};
use crate::tokio::executor::stay_fresh;
use crate::tokio::step::{Announced, Peek, Source, Step, Told};

/// `tokio::sync::Notify`.
pub struct Notify {
    core: Core,
    real: Real,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Notify {}
// SAFETY: as above.
unsafe impl Sync for Notify {}

impl Notify {
    /// Without a notification.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Notify {
            core: Core::new(ObjectKind::Notify, here()),
            real: Real::new(),
        }
    }

    /// Without a notification.
    #[must_use]
    #[track_caller]
    pub const fn const_new() -> Self {
        Notify {
            core: Core::new(ObjectKind::Notify, here()),
            real: Real::const_new(),
        }
    }

    fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    /// A future that is ready after a notification. `notify_waiters` reaches it as soon as it exists, and `notify_one` when it was polled.
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        let op = self.op(Kind::Wait, here());
        point(op);
        let source = Waiting {
            subject: op.subject,
            real: Box::pin(self.real.notified()),
            _owner: None,
        };
        // A poll that follows at once belongs to this step.
        stay_fresh();
        Notified(Step::new(source, op.at))
    }

    /// As [`Notify::notified`], for a future that owns the `Notify`.
    #[track_caller]
    pub fn notified_owned(self: Arc<Self>) -> OwnedNotified {
        let op = self.op(Kind::Wait, here());
        point(op);
        // SAFETY: the future is dropped before its owner, which is the next field of the same struct.
        let real = unsafe {
            core::mem::transmute::<RealNotified<'_>, RealNotified<'static>>(self.real.notified())
        };
        let source = Waiting {
            subject: op.subject,
            real: Box::pin(real),
            _owner: Some(self),
        };
        stay_fresh();
        OwnedNotified(Step::new(source, op.at))
    }

    /// Notifies one task that waits. If none waits, the next one will not have to.
    #[track_caller]
    pub fn notify_one(&self) {
        self.notify(
            "notifies one that waits for {}, now or later",
            Real::notify_one,
        );
    }

    /// As [`Notify::notify_one`], but the task that came last.
    #[track_caller]
    pub fn notify_last(&self) {
        self.notify(
            "notifies the last that waits for {}, now or later",
            Real::notify_last,
        );
    }

    /// Notifies all tasks that wait now.
    #[track_caller]
    pub fn notify_waiters(&self) {
        self.notify("notifies all that wait for {} now", Real::notify_waiters);
    }

    #[track_caller]
    fn notify(&self, words: &str, notify: fn(&Real)) {
        let op = self.op(Kind::Notify, here());
        point(op);
        notify(&self.real);
        event(op, || (words.to_owned(), None));
    }
}

impl Default for Notify {
    #[track_caller]
    fn default() -> Self {
        Notify::new()
    }
}

impl Debug for Notify {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Notify { .. }")
    }
}

/// Waiting for a notification.
struct Waiting<'a> {
    subject: Subject,
    real: Pin<Box<RealNotified<'a>>>,
    /// Keeps what `real` refers to.
    _owner: Option<Arc<Notify>>,
}

impl Source for Waiting<'_> {
    type Output = ();
    const ANNOUNCED: Announced = Announced::Always;
    const SPENDS: bool = false;

    fn op(&self) -> (Kind, Subject) {
        (Kind::Wait, self.subject)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.real.as_mut().poll(context)
    }

    fn is_ready(&self) -> bool {
        // There may be a notification from before.
        true
    }

    fn tell(&self, (): &()) -> Told {
        ("is notified through {}".to_owned(), None)
    }
}

macro_rules! notified {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)?, $waiting:ty) => {
        $(#[$doc])*
        pub struct $name $(<$life>)? (Step<$waiting>);

        impl $(<$life>)? $name $(<$life>)? {
            /// Begins to wait, without awaiting. Returns whether a notification was there already.
            #[track_caller]
            pub fn enable(self: Pin<&mut Self>) -> bool {
                let source = self.get_mut().0.source();
                let op = Op::new(Kind::Wait, source.subject, here());
                point(op);
                let notified = source.real.as_mut().enable();
                event(op, || {
                    let text = if notified { "is notified through {}" } else { "waits for {}" };
                    (text.to_owned(), None)
                });
                notified
            }
        }

        impl $(<$life>)? Future for $name $(<$life>)? {
            type Output = ();

            fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
                Pin::new(&mut self.get_mut().0).poll(context)
            }
        }

        impl $(<$life>)? Peek for $name $(<$life>)? {
            fn peek(&self) -> Option<Op> {
                self.0.peek()
            }
        }

        impl $(<$life>)? Debug for $name $(<$life>)? {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                to.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    };
}

notified!(
    /// `tokio::sync::futures::Notified`.
    Notified<'a>,
    Waiting<'a>
);
notified!(
    /// `tokio::sync::futures::OwnedNotified`.
    OwnedNotified,
    Waiting<'static>
);
