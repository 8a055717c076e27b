//! Polls a future until it is ready. Each task does this on its own coroutine, and so does each thread that blocks on a future.

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::sync::Arc;
use std::task::Wake;
use std::time::Duration;

use crate::engine::{
    Alarm, At, Flag, Kind, Op, Subject, ThreadId, current as engine_current, enter_runtime,
    is_paused, join_runtime, leave_runtime, moment, note, pass_tokio, point, ready, several,
    silent, tokio_clock, unchanged_steps, variant,
};
use crate::std::thread::LocalKey;

/// Who polls a future.
pub struct Poller {
    woken: Flag,
    /// Whether the task is at an await, or has not begun.
    waiting: Cell<bool>,
    /// Whether the task is to end at its next await.
    aborted: Flag,
    /// Whether the task may go on at all: not if its runtime shuts down, or if nobody drives its `LocalSet`.
    gates: Vec<Gate>,
    /// What the futures wait for that were polled.
    waits: RefCell<Vec<Entry>>,
    next_key: Cell<u64>,
    /// The moment in which the task went on, if it has not done anything since.
    fresh: Cell<Option<usize>>,
    /// Whether its runtime limits how many tasks run.
    limited: bool,
    /// The place of the `select!` or the timeout that is polled.
    near: Cell<Option<At>>,
    /// How many more operations of this poll can be ready at once; `None` if there is no limit.
    budget: Cell<Option<u16>>,
}

/// After how many steps in which nothing changes the next time limit passes.
const PATIENCE: usize = 10;
/// How many operations of a poll are ready at once before the task lets others run, as in tokio.
const BUDGET: u16 = 128;

/// Whether tasks may go on: when the flag has this value.
pub type Gate = (Flag, bool);

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Poller {}
// SAFETY: as above.
unsafe impl Sync for Poller {}

/// Which thread can let a task go on.
#[derive(Clone, Default)]
pub enum By {
    /// This is not known.
    #[default]
    Nobody,
    /// This thread.
    Thread(ThreadId),
    /// One of the threads that hold something.
    Holder(Arc<Holder>),
}

/// The threads that hold something.
#[derive(Default)]
pub struct Holder(RefCell<Vec<ThreadId>>);

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Holder {}
// SAFETY: as above.
unsafe impl Sync for Holder {}

impl Holder {
    /// The first of the threads, if there is one.
    pub fn get(&self) -> Option<ThreadId> {
        self.0.borrow().first().copied()
    }

    /// The first of them for which `waiting` waits: itself only if there is no other.
    fn before(&self, waiting: ThreadId) -> Option<ThreadId> {
        let all = self.0.borrow();
        let other = all.iter().find(|thread| **thread != waiting);
        other.or(all.first()).copied()
    }

    /// It is this thread alone now, or none.
    pub fn set(&self, thread: Option<ThreadId>) {
        self.0.replace(thread.into_iter().collect());
    }

    /// This thread holds it, too.
    pub fn add(&self, thread: ThreadId) {
        self.0.borrow_mut().push(thread);
    }

    /// This thread does not hold it any more, or holds it once less.
    pub fn remove(&self, thread: ThreadId) {
        let mut all = self.0.borrow_mut();
        if let Some(place) = all.iter().position(|holder| *holder == thread) {
            all.remove(place);
        }
    }
}

/// What a future waits for.
struct Entry {
    key: u64,
    /// The thread that polls the future.
    thread: ThreadId,
    kind: Kind,
    subject: Subject,
    at: At,
    by: By,
    yields: bool,
    alarm: Option<(Duration, Waker, Alarm)>,
    /// Whether its alarm has woken the future.
    rang: Cell<bool>,
}

impl Entry {
    /// Its alarm, if it has not woken the future yet.
    fn alarm(&self) -> Option<&(Duration, Waker, Alarm)> {
        self.alarm.as_ref().filter(|_| !self.rang.get())
    }
}

/// A future waits for something, until this value is dropped.
pub struct Wait {
    poller: Arc<Poller>,
    key: u64,
}

impl Drop for Wait {
    fn drop(&mut self) {
        let mut waits = self.poller.waits.borrow_mut();
        let place = waits.iter().position(|entry| entry.key == self.key);
        let entry = place.map(|place| waits.remove(place));
        // The waker of the entry may own a future that comes back to this list.
        drop(waits);
        drop(entry);
    }
}

impl Wake for Poller {
    fn wake(self: Arc<Self>) {
        self.woken.set(true);
    }
}

static CURRENT: LocalKey<RefCell<Option<Arc<Poller>>>> = LocalKey::new(|| RefCell::new(None));

/// Who polls a future on the thread that runs.
pub fn current() -> Option<Arc<Poller>> {
    CURRENT.with(|current| current.borrow().clone())
}

/// Announces a step of a future, unless the task has just been chosen and has not done anything since.
pub fn announce(op: Op) {
    if !take_fresh() {
        point(op);
    }
}

/// Whether the task has just been chosen. What it does next belongs to the step for which it was chosen.
fn take_fresh() -> bool {
    is_fresh() && current().is_some_and(|poller| poller.fresh.take().is_some())
}

/// As [`take_fresh`], but the next step still belongs to the one for which the task was chosen.
pub fn is_fresh() -> bool {
    let fresh = current().and_then(|poller| poller.fresh.get());
    fresh == Some(moment())
}

/// What the task does next belongs to the step that it has just made.
pub fn stay_fresh() {
    if let Some(poller) = current() {
        poller.fresh.set(Some(moment()));
    }
}

/// A `select!` or a timeout in this place polls its futures now.
pub fn poll_near(at: At) {
    if let Some(poller) = current().filter(|_| at.is_in_program()) {
        poller.near.set(Some(at));
    }
}

/// The place in the program where a future is polled: `polled`, if that is not a place in a library.
pub fn place(polled: At, otherwise: At) -> At {
    if polled.is_in_program() {
        return polled;
    }
    let near = current().and_then(|poller| poller.near.get());
    near.unwrap_or(otherwise)
}

/// Whether the task may do another operation in this poll.
pub fn has_budget() -> bool {
    current().is_none_or(|poller| poller.budget.get() != Some(0))
}

/// The task has done an operation in this poll.
pub fn spend_budget() {
    if let Some(poller) = current() {
        let left = poller.budget.get();
        poller.budget.set(left.map(|left| left.saturating_sub(1)));
    }
}

/// Replaces what is left of the budget; returns what was left.
pub fn replace_budget(left: Option<u16>) -> Option<u16> {
    current().and_then(|poller| poller.budget.replace(left))
}

/// If the task may do no other operation in this poll, lets others run before it is polled again.
pub fn rest(at: At, waker: &Waker) -> Option<Wait> {
    if has_budget() {
        return None;
    }
    waker.wake_by_ref();
    let op = Op::new(Kind::Sleep, Subject::Nothing, at);
    wait_for(op.yielding(), By::Nobody)
}

/// Notes what a future waits for, which was just polled and is pending.
pub fn wait_for(op: Op, by: By) -> Option<Wait> {
    let poller = current()?;
    Some(poller.wait_for(op, by, None))
}

/// Notes that a future waits for a moment of the virtual clock.
pub fn wait_until(deadline: Duration, at: At, waker: &Waker) -> Option<Wait> {
    let poller = current()?;
    let op = Op::new(Kind::Sleep, Subject::Nothing, at);
    let alarm = (deadline, waker.clone(), Alarm::new(deadline));
    Some(poller.wait_for(op, By::Nobody, Some(alarm)))
}

impl Poller {
    /// A task, which may go on when all gates have their values.
    pub fn new(gates: Vec<Gate>, limited: bool) -> Arc<Self> {
        Arc::new(Poller {
            woken: Flag::default(),
            waiting: Cell::new(false),
            aborted: Flag::default(),
            gates,
            waits: RefCell::default(),
            next_key: Cell::new(0),
            fresh: Cell::new(None),
            limited,
            near: Cell::new(None),
            budget: Cell::new(None),
        })
    }

    /// The task ends at its next await.
    pub fn abort(&self) {
        self.aborted.set(true);
    }

    /// Whether the task is to end.
    pub fn is_aborted(&self) -> bool {
        self.aborted.get()
    }

    /// Whether the task is at an await, or has not begun.
    pub fn is_waiting(&self) -> bool {
        self.waiting.get()
    }

    /// Polls the future until it is ready, or until the task is aborted. `at` is where the task begins.
    pub fn run<F: Future>(self: &Arc<Self>, mut future: Pin<&mut F>, at: At) -> Option<F::Output> {
        let before = CURRENT.with(|current| current.replace(Some(self.clone())));
        let _restore = Restore(before);
        let waker = Waker::from(self.clone());
        let mut context = Context::from_waker(&waker);
        while !self.is_aborted() {
            self.woken.set(false);
            self.near.set(None);
            self.budget.set(Some(BUDGET));
            if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return Some(value);
            }
            if self.is_aborted() {
                break;
            }
            leave_runtime();
            self.waiting.set(true);
            self.wait(at);
            self.waiting.set(false);
        }
        None
    }

    /// Waits for the first step of a task.
    pub fn start(&self, at: At) {
        let op = Op::new(Kind::Spawn, Subject::Nothing, at);
        self.woken.set(true);
        self.waiting.set(true);
        point(op.when(ready!(self, Poller, |it| it.can_go_on())));
        self.waiting.set(false);
        self.fresh.set(Some(moment()));
        note(op, || ("begins".to_owned(), None));
    }

    fn wait_for(self: Arc<Self>, op: Op, by: By, alarm: Option<(Duration, Waker, Alarm)>) -> Wait {
        let key = self.next_key.get();
        self.next_key.set(key + 1);
        self.waits.borrow_mut().push(Entry {
            key,
            thread: engine_current(),
            kind: op.kind,
            subject: op.subject,
            at: op.at,
            by,
            yields: op.yields || alarm.is_some(),
            alarm,
            rang: Cell::new(false),
        });
        Wait { poller: self, key }
    }

    /// Waits until the task is woken, or one of its sleeps or time limits may end.
    fn wait(&self, at: At) {
        let op = self.op(at);
        let can_go_on = ready!(self, Poller, |it| it.can_go_on(), |it| it.by());
        let op = op.when(can_go_on);
        if op.kind == Kind::Join && !self.limited && self.waits.borrow().len() == 1 {
            silent(op);
            return;
        }
        point(op);
        if !self.is_aborted() {
            self.end_sleeps(op);
            self.fresh.set(Some(moment()));
        }
    }

    /// What the task waits for.
    fn op(&self, at: At) -> Op {
        let waits = self.waits.borrow();
        let yields = waits.iter().any(|entry| entry.yields);
        let op = match (main_one(&waits), waits.first()) {
            (Some(one), _) => Op::new(one.kind, one.subject, one.at),
            (None, first) => {
                let at = first.map_or(at, |first| first.at);
                Op::new(Kind::Wait, all_of_them(&waits), at)
            }
        };
        if yields { op.yielding() } else { op }
    }

    fn by(&self) -> Option<ThreadId> {
        let waits = self.waits.borrow();
        let one = main_one(&waits)?;
        match &one.by {
            By::Nobody => None,
            By::Thread(id) => Some(*id),
            By::Holder(holder) => {
                // It may have been handed to another future of this task, which waits as well.
                let own = || (waits.len() > 1).then_some(one.thread);
                holder.before(one.thread).or_else(own)
            }
        }
    }

    fn can_go_on(&self) -> bool {
        let may = self.gates.iter().all(|(flag, value)| flag.get() == *value);
        self.is_aborted() || (may && (self.woken.get() || self.is_time()))
    }

    /// Whether a sleep or a time limit may end now: at any moment, or when the clock says so if it is paused.
    fn is_time(&self) -> bool {
        let waits = self.waits.borrow();
        let mut alarms = waits.iter().filter_map(Entry::alarm);
        alarms.any(|(deadline, _, _)| !is_paused() || *deadline <= tokio_clock())
    }

    /// Ends those sleeps and time limits of the task whose time is up now, which may be none if the task was woken.
    fn end_sleeps(&self, op: Op) {
        if !is_paused() {
            let now = tokio_clock();
            let deadlines = self.deadlines();
            let other_reason = self.woken.get() || deadlines.iter().any(|at| *at <= now);
            let later: Vec<Duration> = deadlines.into_iter().filter(|at| *at > now).collect();
            // Time passes: if the task does nothing but wait, its time limit does not stay away forever.
            let is_up = !later.is_empty() && unchanged_steps() > PATIENCE;
            let other_reason = other_reason && !is_up;
            let ways = later.len() + usize::from(other_reason);
            let mut way = 0;
            if ways > 1 && !is_up {
                point(op.choice(ways));
                way = variant();
            }
            let ended = if other_reason {
                way.checked_sub(1)
            } else {
                Some(way)
            };
            if let Some(at) = ended.and_then(|place| later.get(place)) {
                pass_tokio(*at);
            }
        }
        let now = tokio_clock();
        let waits = self.waits.borrow();
        let mut wakers = Vec::new();
        for entry in waits.iter() {
            if let Some((_, waker, _)) = entry.alarm().filter(|(at, _, _)| *at <= now) {
                entry.rang.set(true);
                wakers.push(waker.clone());
            }
        }
        drop(waits);
        wakers.into_iter().for_each(Waker::wake);
    }

    /// The moments for which the task waits, each once, in their order.
    fn deadlines(&self) -> Vec<Duration> {
        let waits = self.waits.borrow();
        let alarms = waits.iter().filter_map(Entry::alarm);
        let mut all: Vec<Duration> = alarms.map(|(deadline, _, _)| *deadline).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// What a task waits for, if it is one thing, apart from a time limit. If several of its futures wait for this, it is the one that was
/// polled last.
fn main_one(waits: &[Entry]) -> Option<&Entry> {
    let mut lasting = waits.iter().filter(|entry| entry.alarm.is_none());
    let Some(last) = lasting.next_back() else {
        return waits.first().filter(|_| waits.len() == 1);
    };
    let is_same = |entry: &Entry| (entry.kind, entry.subject) == (last.kind, last.subject);
    lasting.all(is_same).then_some(last)
}

/// All that a task waits for at once, apart from time limits.
fn all_of_them(waits: &[Entry]) -> Subject {
    let mut steps = Vec::new();
    for entry in waits.iter().filter(|entry| entry.alarm.is_none()) {
        let step = (entry.kind, entry.subject);
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    if steps.is_empty() && !waits.is_empty() {
        Subject::Nothing
    } else {
        several(steps)
    }
}

/// Restores who polled before, even if the future panics.
struct Restore(Option<Arc<Poller>>);

impl Drop for Restore {
    fn drop(&mut self) {
        let before = self.0.take();
        CURRENT.with(|current| current.replace(before));
    }
}

/// The thread is outside its task and its runtime, until this value is dropped.
pub struct Left {
    poller: Option<Arc<Poller>>,
    runtime: Option<usize>,
}

impl Left {
    /// Leaves the task and the runtime. The other tasks of the worker thread move to another one.
    pub fn new() -> Self {
        Left {
            poller: CURRENT.with(RefCell::take),
            runtime: enter_runtime(None),
        }
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        join_runtime(self.runtime);
        let poller = self.poller.take();
        CURRENT.with(|current| current.replace(poller));
    }
}
