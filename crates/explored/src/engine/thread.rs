//! The threads and tasks of one execution.

use std::any::Any;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, Yielder};

use super::kind::Kind;
use super::object::ObjectId;
use super::record::note;
use super::{At, execution, with};

/// A number for each thread, which is the same in all schedules.
pub type ThreadId = usize;

/// What a coroutine is resumed with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Resume {
    /// Make the step.
    Go,
    /// The execution is over: unwind.
    Unwind,
}

/// The payload with which the stacks of threads are unwound when an execution is over.
pub struct Unwinding;

type Stacked = Coroutine<Resume, (), (), DefaultStack>;

/// A thread or a task.
pub struct Thread {
    /// Which thread it is in all schedules.
    pub id: ThreadId,
    pub(super) coroutine: Option<Stacked>,
    pub(super) yielder: *const Yielder<Resume, ()>,
    /// The step that it makes next; `None` before its first one.
    pub(super) next: Option<Op>,
    /// Whether it has made a step.
    pub stepped: bool,
    /// Whether it has ended.
    pub ended: Flag,
    /// Whether it unwinds because of a panic of the program.
    pub panicking: bool,
    /// Whether it unwinds because the execution is over.
    pub unwinding: bool,
    /// Whether `unpark` was called and not used yet.
    pub unparked: Flag,
    /// The number of its runtime, if only as many tasks as it has worker threads run between two awaits.
    pub runtime: Option<usize>,
    /// A thread that keeps a worker thread busy, while this one could make its next step if it had one.
    pub(super) kept_out_by: Option<ThreadId>,
    /// The values of `thread_local!`, by the address of their keys, in the order of their creation.
    pub locals: Vec<(usize, Rc<dyn Any>)>,
    /// Where its stack lies.
    pub stack: std::ops::Range<usize>,
    /// How often in a row each branch of a `select` was ready and not chosen, by the place of the `select`.
    pub passed_over: HashMap<At, Vec<usize>>,
    children: usize,
}

impl Thread {
    /// Which thread must go on before this one makes its next step, if that is known.
    pub(super) fn waits_for(&self) -> Option<ThreadId> {
        let holder = || self.next.and_then(|op| op.ready.holder());
        self.kept_out_by.or_else(holder)
    }
}

/// A flag that a step can wait for.
#[derive(Debug, Clone, Default)]
pub struct Flag(Arc<AtomicBool>);

impl Flag {
    /// Whether it is set.
    #[must_use]
    pub fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Sets it, or not; returns what it was.
    pub fn set(&self, value: bool) -> bool {
        self.0.swap(value, Ordering::Relaxed)
    }
}

/// The step that a thread makes next.
#[derive(Clone, Copy)]
pub struct Op {
    /// What it does.
    pub kind: Kind,
    /// To what.
    pub subject: Subject,
    /// Where in the program.
    pub at: At,
    /// When it can be made.
    pub ready: Ready,
    /// In how many ways it can go on from here: 1, unless the program or the system chooses at random.
    pub variants: usize,
    /// Whether no other thread can notice when it is made, so that it is made at once.
    pub silent: bool,
    /// Whether it lets others go first.
    pub yields: bool,
    /// Whether no other thread goes on before it: it only chooses one of its variants.
    pub own_choice: bool,
}

impl Op {
    /// A step that can always be made, in one way.
    #[must_use]
    pub const fn new(kind: Kind, subject: Subject, at: At) -> Self {
        Op {
            kind,
            subject,
            at,
            ready: Ready::ALWAYS,
            variants: 1,
            silent: false,
            yields: false,
            own_choice: false,
        }
    }

    /// The same step, which can be made only when `ready` says so.
    #[must_use]
    pub const fn when(self, ready: Ready) -> Self {
        Op { ready, ..self }
    }

    /// The same step, which lets others go first.
    #[must_use]
    pub const fn yielding(self) -> Self {
        Op {
            yields: true,
            ..self
        }
    }

    /// The same step, which can go on in this many ways.
    #[must_use]
    pub const fn variants(self, variants: usize) -> Self {
        Op { variants, ..self }
    }

    /// A choice among this many ways, within a step that was already chosen.
    #[must_use]
    pub const fn choice(self, variants: usize) -> Self {
        Op {
            variants,
            own_choice: true,
            ready: Ready::ALWAYS,
            ..self
        }
    }
}

/// What a step is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Nothing that others share.
    Nothing,
    /// An object.
    Object(ObjectId),
    /// A thread.
    Thread(ThreadId),
    /// Several steps, of which one must be ready: the number of a list in [`Record`](super::record::Record).
    Several(usize),
}

/// When a step can be made. The data is behind a pointer that the waiting thread keeps valid.
#[derive(Clone, Copy)]
pub struct Ready {
    data: *const (),
    check: fn(*const ()) -> bool,
    holder: fn(*const ()) -> Option<ThreadId>,
}

impl Ready {
    /// Always.
    pub const ALWAYS: Ready = Ready {
        data: std::ptr::null(),
        check: |_| true,
        holder: |_| None,
    };

    /// When `check` is true for `data`. `holder` says which thread can make it true, if that is known. `data` must stay where it is
    /// until the step is made.
    pub fn new<T>(
        data: &T,
        check: fn(*const ()) -> bool,
        holder: fn(*const ()) -> Option<ThreadId>,
    ) -> Self {
        let data = std::ptr::from_ref(data).cast();
        Ready {
            data,
            check,
            holder,
        }
    }

    pub(super) fn is_ready(&self) -> bool {
        (self.check)(self.data)
    }

    pub(super) fn holder(&self) -> Option<ThreadId> {
        (self.holder)(self.data)
    }
}

/// A ready condition for data of type `T`: `ready!(T, |data| check, |data| holder)`.
macro_rules! ready {
    ($data:expr, $type:ty, |$it:ident| $check:expr) => {
        $crate::engine::ready!($data, $type, |$it| $check, |$it| {
            let _ = $it;
            None
        })
    };
    ($data:expr, $type:ty, |$it:ident| $check:expr, |$its:ident| $holder:expr) => {{
        let data: &$type = $data;
        $crate::engine::Ready::new(
            data,
            // SAFETY: the thread that waits borrows the data.
            |data| {
                let $it = unsafe { &*data.cast::<$type>() };
                $check
            },
            // SAFETY: as above.
            |data| {
                let $its = unsafe { &*data.cast::<$type>() };
                $holder
            },
        )
    }};
}
pub(crate) use ready;

/// All threads of the execution, and what is known of threads in all executions.
#[derive(Default)]
pub struct Threads {
    /// The threads of this execution, in the order in which they were started.
    pub all: Vec<Thread>,
    /// The index of the thread that runs.
    pub running: usize,
    /// A thread is known by its parent and by how many children the parent started before it.
    numbers: HashMap<(ThreadId, usize), ThreadId>,
    /// What is known of each thread, by its number.
    pub known: Vec<Known>,
    stacks: Vec<DefaultStack>,
}

/// What is known of a thread in all executions.
#[derive(Debug, Clone)]
pub struct Known {
    /// The name that the program gave it.
    pub name: Option<String>,
    /// Where it was started; `None` for the main thread.
    pub spawned: Option<At>,
    /// Whether it is a task.
    pub is_task: bool,
    /// The name, which is never freed, once the program has asked for it.
    pub leaked: Option<&'static str>,
}

impl Known {
    /// The name, which is never freed: there are few, and each exists once in all executions.
    pub fn leaked_name(&mut self) -> Option<&'static str> {
        let name = self.name.as_ref()?;
        Some(self.leaked.get_or_insert_with(|| name.clone().leak()))
    }
}

/// How large the stack of a thread is, in bytes: as in std. A page of it takes memory only when it is used.
const STACK: usize = 2 * 1024 * 1024;

impl Threads {
    /// Adds a thread that runs `body`, and returns its index in this execution.
    pub fn add(&mut self, known: Known, body: Box<dyn FnOnce()>) -> usize {
        let id = self.number(known);
        let stack = self
            .stacks
            .pop()
            .unwrap_or_else(|| DefaultStack::new(STACK).expect("there is memory for a stack"));
        let index = self.all.len();
        let (end, start) = (stack.base().get(), stack.limit().get());
        let coroutine = Coroutine::with_stack(stack, move |yielder, _| {
            with(|engine| engine.threads.all[index].yielder = yielder);
            execution::run_thread(body);
        });
        self.all.push(Thread {
            id,
            coroutine: Some(coroutine),
            yielder: std::ptr::null(),
            next: None,
            stepped: false,
            ended: Flag::default(),
            panicking: false,
            unwinding: false,
            unparked: Flag::default(),
            runtime: None,
            kept_out_by: None,
            locals: Vec::new(),
            stack: start..end,
            passed_over: HashMap::new(),
            children: 0,
        });
        index
    }

    fn number(&mut self, known: Known) -> ThreadId {
        let Some(parent) = self.all.get_mut(self.running) else {
            if self.known.is_empty() {
                self.known.push(known);
            }
            return 0;
        };
        let key = (parent.id, parent.children);
        parent.children += 1;
        let all = &mut self.known;
        *self.numbers.entry(key).or_insert_with(|| {
            all.push(known);
            all.len() - 1
        })
    }

    /// Removes all threads of an execution that is over. Each must have ended, or its stack is given up without unwinding.
    pub fn clear(&mut self) {
        for thread in self.all.drain(..) {
            let Some(mut coroutine) = thread.coroutine else {
                continue;
            };
            if !coroutine.started() {
                // Drops the body, which has never run.
                coroutine.force_unwind();
            } else if !coroutine.done() {
                // SAFETY: nothing refers to this stack any more: threads that were started later are already gone, and this one
                // does not run again. What it owns is not freed.
                unsafe { coroutine.force_reset() };
            }
            self.stacks.push(coroutine.into_stack());
        }
        self.running = 0;
    }

    /// What a step does that waits for the thread `by`, or for nothing.
    pub(super) fn kind(&self, op: &Op, by: Option<ThreadId>) -> Kind {
        let before = by.and_then(|by| self.all.iter().find(|thread| thread.id == by));
        let waits_to_write = before.and_then(|thread| thread.next).is_some_and(|next| {
            next.kind == Kind::LockToWrite && next.subject == op.subject && !next.ready.is_ready()
        });
        match op.kind {
            Kind::LockToRead if waits_to_write => Kind::LockAfterWriter,
            kind => kind,
        }
    }

    /// The thread that runs.
    pub fn current(&mut self) -> &mut Thread {
        &mut self.all[self.running]
    }

    /// The thread with this number, if it was started in this execution.
    pub fn by_id(&mut self, id: ThreadId) -> Option<&mut Thread> {
        self.all.iter_mut().find(|thread| thread.id == id)
    }
}

/// Starts a thread or a task that runs `body`; returns its number, and the flag that is set when it has ended.
pub fn spawn(
    name: Option<String>,
    is_task: bool,
    at: At,
    body: Box<dyn FnOnce()>,
) -> (ThreadId, Flag) {
    let (id, ended) = with(|engine| {
        let known = Known {
            name,
            spawned: Some(at),
            is_task,
            leaked: None,
        };
        let index = engine.threads.add(known, body);
        engine.run.changed();
        let thread = &engine.threads.all[index];
        (thread.id, thread.ended.clone())
    });
    note(Op::new(Kind::Spawn, Subject::Thread(id), at), || {
        ("starts {}".to_owned(), None)
    });
    (id, ended)
}

/// How often in a row a branch of a `select` may be ready without being chosen. In a loop without such a limit, a branch that is always
/// ready could win forever, although a random choice does not let that happen.
const MOST_PASSED_OVER: usize = 8;

/// Those of the `ready` branches of the `select` at this place that may be chosen now.
pub fn not_passed_over(at: At, ready: &[usize]) -> Vec<usize> {
    with(|engine| {
        let counts = engine.threads.current().passed_over.get(&at);
        let count = |branch: &&usize| counts.and_then(|counts| counts.get(**branch)).copied();
        let must = |branch: &&usize| count(branch).is_some_and(|count| count >= MOST_PASSED_OVER);
        let due: Vec<usize> = ready.iter().filter(must).copied().collect();
        if due.is_empty() { ready.to_vec() } else { due }
    })
}

/// Notes that `chosen` was chosen among the `ready` branches of the `select` at this place.
pub fn note_chosen(at: At, ready: &[usize], chosen: usize) {
    with(|engine| {
        let counts = engine.threads.current().passed_over.entry(at).or_default();
        let most = ready.iter().max().map_or(0, |last| last + 1);
        counts.resize(counts.len().max(most), 0);
        for (branch, count) in counts.iter_mut().enumerate() {
            *count = if branch != chosen && ready.contains(&branch) {
                *count + 1
            } else {
                0
            };
        }
    });
}

/// The number of the thread that runs.
pub fn current() -> ThreadId {
    with(|engine| engine.threads.current().id)
}

/// Whether the thread that runs unwinds because of a panic of the program.
pub fn is_panicking() -> bool {
    with(|engine| engine.threads.current().panicking)
}

/// Whether the thread that runs unwinds because the execution is over.
pub fn is_unwinding() -> bool {
    with(|engine| engine.threads.current().unwinding)
}
