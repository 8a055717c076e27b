//! A future whose end is a step of the engine.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Wake;

use super::executor::{By, Wait, announce, wait_for};
use crate::engine::{At, Kind, Op, Subject, event, glance, point};

/// The words and the state of an event: see [`event`].
pub type Told = (String, Option<String>);

/// When a future announces its step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Announced {
    /// When it is polled for the first time, because others can notice even that it waits: it may get a place in a queue.
    Always,
    /// When it is ready. Nobody can notice that it waits.
    WhenReady,
}

/// What a future does.
pub trait Source: Unpin {
    /// What comes out.
    type Output;
    /// When the step is announced.
    const ANNOUNCED: Announced;

    /// What it does, and to what.
    fn op(&self) -> (Kind, Subject);
    /// Does it, as the step that was chosen.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Self::Output>;
    /// Whether it is likely that `poll` does not return `Pending` now.
    fn is_ready(&self) -> bool;
    /// Which thread can let it go on.
    fn by(&self) -> By {
        By::Nobody
    }
    /// What it has done.
    fn tell(&self, output: &Self::Output) -> Told;
    /// What it does when it is polled for the first time and must wait.
    fn tell_wait(&self) -> Told {
        ("waits for {}".to_owned(), None)
    }
}

/// The future of a [`Source`].
pub struct Step<S> {
    source: S,
    at: At,
    announced: bool,
    wait: Option<Wait>,
    relay: Option<Arc<Relay>>,
}

/// Notes that the real future was woken, and passes this on.
struct Relay {
    woken: AtomicBool,
    waker: Mutex<Waker>,
}

impl Wake for Relay {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Relaxed);
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner);
        waker.wake_by_ref();
    }
}

impl<S: Source> Step<S> {
    /// A future that was made here in the program.
    pub fn new(source: S, at: At) -> Self {
        Step {
            source,
            at,
            announced: false,
            wait: None,
            relay: None,
        }
    }

    /// What the future does.
    pub fn source(&mut self) -> &mut S {
        &mut self.source
    }

    /// Whether it is likely that the future is ready.
    fn is_ready(&self) -> bool {
        match &self.relay {
            Some(relay) => relay.woken.load(Ordering::Relaxed),
            None => self.source.is_ready(),
        }
    }

    /// Polls the source. If it has a place in a queue, this notes when it is woken.
    fn poll_source(&mut self, context: &mut Context<'_>) -> Poll<S::Output> {
        if S::ANNOUNCED == Announced::WhenReady {
            return self.source.poll(context);
        }
        let relay = self.relay.get_or_insert_with(|| {
            Arc::new(Relay {
                woken: AtomicBool::new(false),
                waker: Mutex::new(context.waker().clone()),
            })
        });
        relay.woken.store(false, Ordering::Relaxed);
        let mut waker = relay.waker.lock().unwrap_or_else(PoisonError::into_inner);
        waker.clone_from(context.waker());
        drop(waker);
        let waker = Waker::from(relay.clone());
        self.source.poll(&mut Context::from_waker(&waker))
    }

    /// The step that it makes.
    fn op(&self) -> Op {
        let (kind, subject) = self.source.op();
        Op::new(kind, subject, self.at)
    }
}

impl<S: Source> Future for Step<S> {
    type Output = S::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<S::Output> {
        let this = self.get_mut();
        let op = this.op();
        let first = S::ANNOUNCED == Announced::Always && !this.announced;
        if first || this.is_ready() {
            announce(op);
        }
        this.announced = true;
        match this.poll_source(context) {
            Poll::Ready(output) => {
                this.wait = None;
                event(op, || this.source.tell(&output));
                Poll::Ready(output)
            }
            Poll::Pending => {
                if first {
                    event(op, || this.source.tell_wait());
                }
                this.wait = wait_for(op, this.source.by());
                Poll::Pending
            }
        }
    }
}

/// A future of which `select!` can ask whether it is ready without polling it.
pub trait Peek {
    /// The step that it would make, if it is ready.
    fn peek(&self) -> Option<Op>;
}

impl<S: Source> Peek for Step<S> {
    fn peek(&self) -> Option<Op> {
        self.is_ready().then(|| self.op())
    }
}

impl<P: Peek + ?Sized> Peek for &mut P {
    fn peek(&self) -> Option<Op> {
        (**self).peek()
    }
}

impl<P: core::ops::Deref<Target: Peek>> Peek for Pin<P> {
    fn peek(&self) -> Option<Op> {
        (**self).peek()
    }
}

/// Reads something, as a step. `number` stands for the value.
pub fn read<T>(
    op: Op,
    get: impl FnOnce() -> T,
    number: impl FnOnce(&T) -> u64,
    words: impl FnOnce(&T) -> String,
) -> T {
    point(op);
    let value = get();
    glance(op, number(&value), || (words(&value), None));
    value
}

/// Reads a number, as a step.
pub fn read_number(op: Op, what: &str, get: impl FnOnce() -> usize) -> usize {
    read(
        op,
        get,
        |value| u64::try_from(*value).unwrap_or(u64::MAX),
        |value| format!("reads that {{}} {what} {value}"),
    )
}

/// Asks whether something is so, as a step.
pub fn ask(op: Op, yes: &str, no: &str, get: impl FnOnce() -> bool) -> bool {
    read(
        op,
        get,
        |value| u64::from(*value),
        |value| (if *value { yes } else { no }).to_owned(),
    )
}
