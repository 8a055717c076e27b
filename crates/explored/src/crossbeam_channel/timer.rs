//! Receivers that get a message when a time has come.
//!
//! Time does not exist: the message may come at any moment, and the virtual clock goes on only then.

use core::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use super::ends::{Receiver, Source};
use crate::channel::Why;
use crate::engine::{
    At, Core, Kind, ObjectKind, Op, clock, event, glance, here, pass, point, ready, variant,
};
use crate::std::time::Instant;

/// Gives a message when a time has come, once or periodically.
pub(super) struct Timer<T> {
    core: Core,
    /// When the next message comes; `None` if there is none any more.
    next: Cell<Option<Duration>>,
    period: Option<Duration>,
    /// Whether a thread has tried to receive before the time had come.
    tried: Cell<bool>,
    /// A timer is a `Receiver<Instant>`; this makes its message.
    message: fn(Instant) -> T,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl<T> Sync for Timer<T> {}

/// A receiver that gets one message, after this time.
#[track_caller]
#[must_use]
pub fn after(duration: Duration) -> Receiver<Instant> {
    timer(clock() + duration, None, here())
}

/// A receiver that gets one message, at this moment.
#[track_caller]
#[must_use]
pub fn at(when: Instant) -> Receiver<Instant> {
    timer(when.on_clock(), None, here())
}

/// A receiver that gets a message after this time, again and again.
#[track_caller]
#[must_use]
pub fn tick(duration: Duration) -> Receiver<Instant> {
    timer(clock() + duration, Some(duration), here())
}

fn timer(next: Duration, period: Option<Duration>, made: At) -> Receiver<Instant> {
    let timer = Timer {
        core: Core::new(ObjectKind::Channel, made),
        next: Cell::new(Some(next)),
        period,
        tried: Cell::new(false),
        message: |instant| instant,
    };
    Receiver::from(Source::Timer(Arc::new(timer)), made)
}

impl<T> Timer<T> {
    /// A step with this timer.
    pub fn op(&self, at: At) -> Op {
        self.core.op(self, Kind::Receive, at)
    }

    /// When the next message comes, if one does.
    pub fn next(&self) -> Option<Duration> {
        self.next.get()
    }

    /// Whether the time of the next message has come.
    pub fn has_come(&self) -> bool {
        self.next().is_some_and(|next| next <= clock())
    }

    /// Whether the time of the next message has come when a thread only tries. It may come between two tries, and has come at the
    /// second one at the latest.
    pub fn comes_for_try(&self, op: Op) -> bool {
        let Some(next) = self.next() else {
            return false;
        };
        if self.has_come() {
            return true;
        }
        if !self.tried.get() {
            point(op.choice(2));
            if variant() == 0 {
                self.tried.set(true);
                return false;
            }
        }
        pass(next);
        true
    }

    /// Lets the time of the next message come, and takes the message.
    pub fn take(&self, op: Op) -> T {
        let next = self.next().unwrap_or_default();
        pass(next);
        if let Some(period) = self.period {
            // The next period begins when the message is received, a moment after its time has come.
            pass(next + Duration::from_nanos(1));
            self.next.set(Some(clock() + period));
        } else {
            self.next.set(None);
        }
        self.tried.set(false);
        event(op, || {
            let text = "receives from {}, because its time has come";
            (text.to_owned(), None)
        });
        (self.message)(Instant::at(next))
    }

    /// Receives, when the time has come.
    pub fn receive(&self, at: At) -> T {
        let op = self.op(at);
        let ready = ready!(self, Timer<T>, |it| it.next.get().is_some());
        point(op.yielding().when(ready));
        self.take(op)
    }

    /// Receives, if the time has come.
    pub fn try_receive(&self, at: At) -> Option<T> {
        self.look(at).then(|| self.take(self.op(at)))
    }

    /// Whether the time has come, as a step.
    pub fn look(&self, at: At) -> bool {
        let op = self.op(at);
        point(op);
        let comes = self.comes_for_try(op);
        if !comes {
            glance(op, 0, || ("looks into {}, which is empty".to_owned(), None));
        }
        comes
    }

    /// Receives, unless the time limit passes first.
    pub fn receive_timeout(&self, time_limit: Duration, at: At) -> Result<T, Why> {
        let op = self.op(at);
        let until = clock() + time_limit;
        point(op.yielding());
        if self.next().is_some_and(|next| next <= until) {
            return Ok(self.take(op));
        }
        pass(until);
        glance(op, 0, || {
            let text = "gives up receiving from {}, because its time is up";
            (text.to_owned(), None)
        });
        Err(Why::NotNow)
    }
}
