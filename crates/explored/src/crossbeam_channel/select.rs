//! The choice among the branches of a `select`, and `Select`.

use core::fmt::{self, Debug, Formatter};
use core::marker::PhantomData;
use core::mem;
use core::ptr::from_ref;
use std::rc::Rc;
use std::time::Duration;

use super::branch::{Branch, Receiving, Sending};
use super::ends::{Receiver, Sender};
use super::error::{
    ReadyTimeoutError, RecvError, SelectTimeoutError, SendError, TryReadyError, TrySelectError,
};
use crate::channel::Meeting;
use crate::engine::{
    At, Kind, Op, Subject, clock, glance, here, not_passed_over, note_chosen, pass, point,
    point_if_tried, ready, variant,
};
use crate::std::time::Instant;

/// How long a `select` waits for a branch.
#[derive(Debug, Clone, Copy)]
pub enum Wait {
    /// Until one is ready.
    Forever,
    /// Not at all.
    Not,
    /// Until the clock shows this time since the start of the program.
    Until(Duration),
}

impl Wait {
    /// For this time.
    #[must_use]
    pub fn for_time(duration: Duration) -> Self {
        Wait::Until(clock() + duration)
    }
}

/// How a branch is chosen if several are ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// At random.
    Any,
    /// The first one.
    First,
}

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The branch; `None` if none was ready.
    pub branch: Option<usize>,
    /// Where the thread has met a partner, if it has.
    pub meeting: Meeting,
    /// The place of the `select`.
    pub at: At,
}

/// All branches of a `select`, while its thread waits.
struct Waiting<'a> {
    branches: &'a [Option<&'a dyn Branch>],
    meeting: Meeting,
}

impl Waiting<'_> {
    fn all(&self) -> impl Iterator<Item = (usize, &dyn Branch)> {
        let branches = self.branches.iter().enumerate();
        branches.filter_map(|(number, branch)| branch.map(|branch| (number, branch)))
    }

    fn can_go_on(&self) -> bool {
        self.meeting.branch().is_some()
            || self
                .all()
                .any(|(_, branch)| branch.is_ready(&self.meeting) || branch.comes_at().is_some())
    }

    /// The branches that are ready without a wait. The clock says which times have come.
    fn ready(&self) -> Vec<usize> {
        let now = clock();
        let is_ready = |branch: &dyn Branch| {
            branch.is_ready(&self.meeting) || branch.comes_at().is_some_and(|time| time <= now)
        };
        let ready = self.all().filter(|(_, branch)| is_ready(*branch));
        ready.map(|(number, _)| number).collect()
    }

    /// The branches whose time comes first, if it does before `until`.
    fn first_to_come(&self, until: Option<Duration>) -> Vec<usize> {
        let times = self.all().filter_map(|(_, branch)| branch.comes_at());
        let first = times.min();
        let in_time = first.filter(|first| until.is_none_or(|until| *first <= until));
        let come = self
            .all()
            .filter(|(_, branch)| in_time.is_some() && branch.comes_at() == in_time);
        come.map(|(number, _)| number).collect()
    }
}

/// Chooses a branch, as a step.
#[track_caller]
#[must_use]
pub fn choose(branches: &[Option<&dyn Branch>], wait: Wait, order: Order) -> Choice {
    let at = here();
    let meeting = Meeting::default();
    let waiting = Waiting { branches, meeting };
    let op = match branches {
        [Some(only)] if matches!(wait, Wait::Forever) => only.op(at),
        _ => Op::new(Kind::Select, Subject::Nothing, at),
    };
    let ready = match wait {
        Wait::Not => try_now(&waiting, op),
        Wait::Forever => wait_for_branch(&waiting, None, op),
        Wait::Until(time) => wait_for_branch(&waiting, Some(time), op),
    };
    let branch = waiting.meeting.branch().or_else(|| pick(&ready, order, op));
    if branch.is_none() {
        glance(op, 0, || ("finds no branch that is ready".to_owned(), None));
    }
    let meeting = waiting.meeting;
    Choice {
        branch,
        meeting,
        at,
    }
}

/// The branches that are ready now.
fn try_now(waiting: &Waiting<'_>, op: Op) -> Vec<usize> {
    point(op);
    let ready = waiting.ready();
    if !ready.is_empty() {
        return ready;
    }
    let come = waiting.all().filter(|(_, branch)| branch.comes_for_try(op));
    come.map(|(number, _)| number).collect()
}

/// The branches that are ready after a wait; none if the time has passed.
fn wait_for_branch(waiting: &Waiting<'_>, until: Option<Duration>, op: Op) -> Vec<usize> {
    if waiting.all().any(|(_, branch)| branch.meets()) {
        point_if_tried(op);
    }
    for (number, branch) in waiting.all() {
        branch.begin(&waiting.meeting, number);
    }
    let depends_on_time =
        until.is_some() || waiting.all().any(|(_, branch)| branch.comes_at().is_some());
    if depends_on_time && until.is_some() {
        point(op.yielding());
    } else {
        let op = if depends_on_time { op.yielding() } else { op };
        point(op.when(ready!(waiting, Waiting<'_>, |it| it.can_go_on())));
    }
    for (_, branch) in waiting.all() {
        branch.end(&waiting.meeting);
    }
    let ready = waiting.ready();
    if waiting.meeting.branch().is_some() || !ready.is_empty() {
        return ready;
    }
    let come = waiting.first_to_come(until);
    if let (true, Some(until)) = (come.is_empty(), until) {
        pass(until);
    }
    come
}

/// Picks one of the branches that are ready.
fn pick(ready: &[usize], order: Order, op: Op) -> Option<usize> {
    if order == Order::First {
        return ready.first().copied();
    }
    let fair = not_passed_over(op.at, ready);
    let place = if fair.len() > 1 {
        point(op.choice(fair.len()));
        variant()
    } else {
        0
    };
    let chosen = *fair.get(place)?;
    note_chosen(op.at, ready, chosen);
    Some(chosen)
}

/// `crossbeam_channel::Select`.
#[derive(Clone)]
pub struct Select<'a> {
    branches: Vec<Option<Rc<dyn Branch>>>,
    order: Order,
    lives: PhantomData<&'a ()>,
}

/// `crossbeam_channel::SelectedOperation`.
#[must_use]
pub struct SelectedOperation<'a> {
    index: usize,
    branch: Rc<dyn Branch + 'a>,
    choice: Choice,
}

impl<'a> Select<'a> {
    /// Without branches.
    #[must_use]
    pub fn new() -> Self {
        Select {
            branches: Vec::new(),
            order: Order::Any,
            lives: PhantomData,
        }
    }

    /// Without branches. If several are ready, the first one is chosen.
    #[must_use]
    pub fn new_biased() -> Self {
        Select {
            branches: Vec::new(),
            order: Order::First,
            lives: PhantomData,
        }
    }

    /// Adds a branch that sends; returns its index.
    pub fn send<T>(&mut self, sender: &'a Sender<T>) -> usize {
        self.add(Rc::new(Sending::new(sender)))
    }

    /// Adds a branch that receives; returns its index.
    pub fn recv<T>(&mut self, receiver: &'a Receiver<T>) -> usize {
        self.add(Rc::new(Receiving::new(receiver)))
    }

    fn add(&mut self, branch: Rc<dyn Branch + 'a>) -> usize {
        // The real `Select` has no destructor, so a program may end the borrow of a channel while its `Select` still exists. With the
        // lifetime in the type of the field, the compiler would refuse that.
        // SAFETY: a branch is used only by methods of `Select<'a>`, and its destructor does not look at the channel.
        let branch = unsafe { mem::transmute::<Rc<dyn Branch + 'a>, Rc<dyn Branch>>(branch) };
        self.branches.push(Some(branch));
        self.branches.len() - 1
    }

    /// Removes a branch.
    ///
    /// # Panics
    /// If there is no branch with this index.
    pub fn remove(&mut self, index: usize) {
        assert!(
            index < self.branches.len(),
            "index out of bounds; {index} >= {}",
            self.branches.len()
        );
        assert!(
            self.branches[index].is_some(),
            "no operation with this index"
        );
        self.branches[index] = None;
    }

    #[track_caller]
    fn choose(&self, wait: Wait) -> Option<SelectedOperation<'a>> {
        let branches: Vec<Option<&dyn Branch>> =
            self.branches.iter().map(Option::as_deref).collect();
        let choice = choose(&branches, wait, self.order);
        let index = choice.branch?;
        let branch = self.branches[index].clone()?;
        Some(SelectedOperation {
            index,
            branch,
            choice,
        })
    }

    /// Chooses a branch that is ready now.
    ///
    /// # Errors
    /// That none is.
    #[track_caller]
    pub fn try_select(&mut self) -> Result<SelectedOperation<'a>, TrySelectError> {
        self.choose(Wait::Not).ok_or(TrySelectError)
    }

    /// Chooses a branch, when one is ready.
    ///
    /// # Panics
    /// If there is no branch.
    #[track_caller]
    pub fn select(&mut self) -> SelectedOperation<'a> {
        assert!(
            !self.branches.is_empty(),
            "no operations have been added to `Select`"
        );
        self.choose(Wait::Forever).expect("a branch is ready")
    }

    /// Chooses a branch, unless the time limit passes first.
    ///
    /// # Errors
    /// That the time limit has passed.
    #[track_caller]
    pub fn select_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        self.choose(Wait::for_time(timeout))
            .ok_or(SelectTimeoutError)
    }

    /// As [`Select::select_timeout`], with a moment instead of a time limit.
    ///
    /// # Errors
    /// That the moment has come.
    #[track_caller]
    pub fn select_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        self.choose(Wait::Until(deadline.on_clock()))
            .ok_or(SelectTimeoutError)
    }

    /// The index of a branch that is ready now.
    ///
    /// # Errors
    /// That none is.
    #[track_caller]
    pub fn try_ready(&mut self) -> Result<usize, TryReadyError> {
        self.find_ready(Wait::Not).ok_or(TryReadyError)
    }

    /// The index of a branch, when one is ready.
    ///
    /// # Panics
    /// If there is no branch.
    #[track_caller]
    pub fn ready(&mut self) -> usize {
        assert!(
            !self.branches.is_empty(),
            "no operations have been added to `Select`"
        );
        self.find_ready(Wait::Forever).expect("a branch is ready")
    }

    /// The index of a branch, unless the time limit passes first.
    ///
    /// # Errors
    /// That the time limit has passed.
    #[track_caller]
    pub fn ready_timeout(&mut self, timeout: Duration) -> Result<usize, ReadyTimeoutError> {
        self.find_ready(Wait::for_time(timeout))
            .ok_or(ReadyTimeoutError)
    }

    /// As [`Select::ready_timeout`], with a moment instead of a time limit.
    ///
    /// # Errors
    /// That the moment has come.
    #[track_caller]
    pub fn ready_deadline(&mut self, deadline: Instant) -> Result<usize, ReadyTimeoutError> {
        self.find_ready(Wait::Until(deadline.on_clock()))
            .ok_or(ReadyTimeoutError)
    }

    /// The index of a branch that is ready. No partner is met, because the program may do something else then.
    #[track_caller]
    fn find_ready(&self, wait: Wait) -> Option<usize> {
        let looking: Vec<Option<Looking<'_>>> = self
            .branches
            .iter()
            .map(|branch| branch.as_deref().map(Looking))
            .collect();
        let branches: Vec<Option<&dyn Branch>> = looking
            .iter()
            .map(|branch| branch.as_ref().map(|branch| branch as &dyn Branch))
            .collect();
        let index = choose(&branches, wait, self.order).branch?;
        if let Some(time) = branches[index].and_then(Branch::comes_at) {
            pass(time);
        }
        Some(index)
    }
}

/// A branch that does not wait for a partner.
struct Looking<'a>(&'a dyn Branch);

impl Branch for Looking<'_> {
    fn op(&self, at: At) -> Op {
        self.0.op(at)
    }

    fn is_ready(&self, me: &Meeting) -> bool {
        self.0.is_ready(me)
    }

    fn comes_at(&self) -> Option<Duration> {
        self.0.comes_at()
    }

    fn comes_for_try(&self, op: Op) -> bool {
        self.0.comes_for_try(op)
    }

    fn meets(&self) -> bool {
        self.0.meets()
    }

    fn begin(&self, _: &Meeting, _: usize) {}

    fn end(&self, _: &Meeting) {}

    fn address(&self) -> *const () {
        self.0.address()
    }

    fn slot(&self) -> *const () {
        self.0.slot()
    }
}

impl SelectedOperation<'_> {
    /// The index of the branch.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// Sends the message.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    ///
    /// # Panics
    /// If another sender was chosen.
    pub fn send<T>(self, sender: &Sender<T>, message: T) -> Result<(), SendError<T>> {
        self.check(from_ref(sender).cast(), "sender");
        let Choice { meeting, at, .. } = &self.choice;
        // SAFETY: the branch belongs to this sender, so its slot is one for messages of type `T`.
        let sending = unsafe { Sending::with_slot(sender, self.branch.slot()) };
        let met = sending.meet(meeting);
        sending.complete(message, met.as_ref(), *at)
    }

    /// Receives a message.
    ///
    /// # Errors
    /// That all senders are gone.
    ///
    /// # Panics
    /// If another receiver was chosen.
    pub fn recv<T>(self, receiver: &Receiver<T>) -> Result<T, RecvError> {
        self.check(from_ref(receiver).cast(), "receiver");
        let Choice { meeting, at, .. } = &self.choice;
        // SAFETY: the branch belongs to this receiver, so its slot is one for messages of type `T`.
        let receiving = unsafe { Receiving::with_slot(receiver, self.branch.slot()) };
        receiving.complete(meeting, *at)
    }

    fn check(&self, address: *const (), what: &str) {
        assert!(
            self.branch.address() == address,
            "passed a {what} that wasn't selected"
        );
    }
}

impl Default for Select<'_> {
    fn default() -> Self {
        Select::new()
    }
}

impl Debug for Select<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Select { .. }")
    }
}

impl Debug for SelectedOperation<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("SelectedOperation { .. }")
    }
}
