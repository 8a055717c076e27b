//! One run of the program, from its start to its end.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};

use super::choice::{Candidate, Chooser};
use super::fair::MOST_THREADS;
use super::kind::Kind;
use super::object::ObjectId;
use super::place::here;
use super::print::{Streams, marked};
use super::record::{event, note};
use super::thread::{Known, Op, Resume, Subject, Thread, ThreadId, Unwinding, is_unwinding};
use super::{At, Engine, clock, with};

/// How an execution ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum End {
    /// `main` returned.
    Finished,
    /// The program ended itself with this code, or `main` returned an error.
    Exit {
        /// The exit code.
        code: i32,
    },
    /// `main` panicked.
    Panicked {
        /// The message of the panic.
        message: String,
        /// The line of the panic.
        line: u32,
    },
    /// All threads wait, and none can ever go on.
    Deadlock {
        /// Who waits for what.
        waits: Vec<Waiting>,
    },
    /// Nothing has changed for a long time, although there were always threads that could make a step.
    Endless {
        /// The threads that ran all the time.
        threads: Vec<ThreadId>,
    },
    /// The execution was stopped after this many steps.
    TooLong {
        /// The number of steps.
        steps: usize,
    },
}

/// A thread that waits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Waiting {
    /// The thread.
    pub thread: ThreadId,
    /// The line in which it waits.
    pub line: u32,
    /// What it wants to do.
    pub kind: Kind,
    /// To what.
    pub subject: Subject,
    /// The thread that could let it go on, if that is known.
    pub by: Option<ThreadId>,
}

/// The state of the execution.
#[derive(Default)]
pub struct Run {
    /// What the program has printed; each line of stderr begins with `stderr: `.
    pub output: String,
    /// How the execution ended, once it has.
    pub end: Option<End>,
    /// How many steps were made.
    pub steps: usize,
    /// How often another thread went on although the one that made the last step could have.
    pub switches: usize,
    /// The index of the thread that was chosen last; at first the main thread.
    last: usize,
    /// How many choices were made before something last changed.
    pub choices_at_change: usize,
    /// The locks of stdout and stderr.
    pub streams: Streams,
    choices: usize,
    unchanged: usize,
    /// For each thread, how many steps of others were made in a row although it could have made one.
    passed_over: Vec<usize>,
    /// Whether the execution was stopped because it was unfair to a thread.
    pub unfair: bool,
    changes: usize,
    variant: usize,
    ready: u64,
    yielded: bool,
    reads: Reads,
    /// Who had an end of a channel when the execution ended: the thread, and the end.
    owners: Vec<(ThreadId, ObjectId, ChannelEnd)>,
    panic: Option<(String, u32)>,
    runtimes: Vec<Workers>,
}

/// The worker threads of a runtime.
struct Workers {
    count: u32,
    /// The tasks that run on them, as a set. A task that waits for something other than a future keeps its worker.
    busy: u64,
}

/// An end of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelEnd {
    /// A sender.
    Sender,
    /// A receiver.
    Receiver,
}

/// What threads have read since something last changed: the thread, the place, a number for the value, and how many times.
type Reads = Vec<(ThreadId, At, u64, usize)>;

/// After how many equal reads, while nothing changes, a thread lets others go first.
const EQUAL_READS: usize = 4;
/// After how many steps in which nothing changes an execution is endless.
const UNCHANGED: usize = 2_000;
/// After how many steps of others an execution is unfair to a thread that could have made a step all the time. The scheduler of a system
/// lets no thread wait for so long, so such an execution does not count.
const UNFAIR: usize = 1_000;
/// How much a program may print, in bytes.
const MOST_OUTPUT: usize = 64 * 1024;

impl Run {
    /// The state before the next execution. It takes over memory that this one has used.
    fn next(mut self) -> Self {
        self.reads.clear();
        self.passed_over.clear();
        Run {
            reads: self.reads,
            passed_over: self.passed_over,
            ..Run::default()
        }
    }

    /// Something that others can notice has changed.
    pub fn changed(&mut self) {
        self.unchanged = 0;
        self.changes += 1;
        self.choices_at_change = self.choices;
        self.reads.clear();
    }

    /// The thread has read something, and changed nothing. `value` stands for what it has read.
    pub fn glanced(&mut self, thread: ThreadId, at: At, value: u64) {
        let read = (thread, at, value);
        let mut known = self.reads.iter_mut();
        if let Some(known) = known.find(|known| (known.0, known.1, known.2) == read) {
            known.3 += 1;
            self.yielded |= known.3 >= EQUAL_READS;
        } else {
            self.reads.push((thread, at, value, 1));
        }
    }

    /// Adds to the output.
    pub fn print(&mut self, text: &str) {
        self.output.push_str(text);
        if self.output.len() > MOST_OUTPUT && self.end.is_none() {
            self.end = Some(End::TooLong { steps: self.steps });
        }
        self.changed();
    }

    /// In a deadlock, a thread that waits for the other end of a channel waits for the thread that owns this end, if it is only one.
    fn find_owners(&mut self) {
        let Some(End::Deadlock { waits }) = &mut self.end else {
            return;
        };
        for wait in waits.iter_mut().filter(|wait| wait.by.is_none()) {
            let end = match wait.kind {
                Kind::Send => ChannelEnd::Receiver,
                Kind::Receive => ChannelEnd::Sender,
                _ => continue,
            };
            let owners = self.owners.iter();
            let mut owners = owners.filter(|(_, channel, owned)| {
                Subject::Object(*channel) == wait.subject && *owned == end
            });
            let first = owners.next().map(|(owner, ..)| *owner);
            wait.by = first.filter(|first| owners.all(|(owner, ..)| owner == first));
        }
    }
}

/// Lets the engine choose who makes the next step. Returns when this thread may make the step `op`.
pub fn point(op: Op) {
    // A thread that unwinds goes on without other threads in between, because an unwinding thread must not be left half-unwound.
    let goes_on = with(|engine| {
        let thread = engine.threads.current();
        thread.panicking || thread.unwinding
    });
    if goes_on && op.ready.is_ready() {
        return;
    }
    suspend(op);
}

/// Waits until `op` can be made, and makes it at once then, because no other thread can notice when exactly it is made.
pub fn silent(op: Op) {
    if !op.ready.is_ready() {
        suspend(Op { silent: true, ..op });
    }
}

/// A [`point`] for a step that other threads can notice only if they try whether they could do something: an unlock, for example. In a
/// program in which no thread ever tries, the step is made at once.
pub fn point_if_tried(op: Op) {
    if with(|engine| engine.tries) {
        point(op);
    }
}

/// How many steps were made in this execution.
pub fn steps() -> usize {
    with(|engine| engine.run.steps)
}

/// A number that grows with each step and with each change.
pub fn moment() -> usize {
    with(|engine| engine.run.steps + engine.run.changes)
}

/// How many steps were made since something last changed.
pub fn unchanged_steps() -> usize {
    with(|engine| engine.run.unchanged)
}

/// Whether the execution has ended, so that what still runs only unwinds.
pub fn is_over() -> bool {
    with(|engine| engine.run.end.is_some())
}

/// A new runtime with this many worker threads; returns its number.
pub fn new_runtime(workers: usize) -> usize {
    with(|engine| {
        let runtimes = &mut engine.run.runtimes;
        runtimes.push(Workers {
            count: u32::try_from(workers).unwrap_or(u32::MAX),
            busy: 0,
        });
        runtimes.len() - 1
    })
}

/// The runtime of the thread that runs, if its tasks run one at a time.
pub fn single_runtime() -> Option<usize> {
    with(|engine| {
        let runtime = engine.threads.current().runtime?;
        (engine.run.runtimes[runtime].count == 1).then_some(runtime)
    })
}

/// The thread that runs becomes the one that runs in this runtime, or belongs to no runtime any more; returns the one before.
pub fn enter_runtime(runtime: Option<usize>) -> Option<usize> {
    with(|engine| {
        engine.leave_runtime();
        let index = engine.threads.running;
        if let Some(runtime) = runtime {
            engine.run.runtimes[runtime].busy |= 1 << index;
        }
        std::mem::replace(&mut engine.threads.current().runtime, runtime)
    })
}

/// The thread that runs belongs to this runtime from now on, but does not run in it before its next step.
pub fn join_runtime(runtime: Option<usize>) {
    with(|engine| engine.threads.current().runtime = runtime);
}

/// The thread that runs lets the other tasks of its runtime run, because it awaits something, or ends.
pub fn leave_runtime() {
    with(Engine::leave_runtime);
}

/// Whether the start of a task is a step, which others can notice because they stop a task that has not started.
pub fn starts_are_steps() -> bool {
    with(|engine| engine.starts)
}

/// Whether the end of a task is a step, because the program can see in which order tasks end.
pub fn ends_are_steps() -> bool {
    with(|engine| engine.ends)
}

/// Notes that a thread was stopped. If it had not made a step yet, it may as well not have started, so starts must be steps.
pub fn note_stopped(thread: ThreadId) {
    with(|engine| {
        let stopped = engine.threads.by_id(thread);
        engine.starts_matter |= stopped.is_some_and(|thread| !thread.stepped);
    });
}

/// In which of its ways the step that was just chosen goes on: a number below `op.variants`.
pub fn variant() -> usize {
    with(|engine| engine.run.variant)
}

fn suspend(op: Op) {
    let yielder = with(|engine| {
        let thread = engine.threads.current();
        thread.next = Some(op);
        thread.yielder
    });
    // SAFETY: the yielder lives as long as the coroutine, which runs now.
    while unsafe { &*yielder }.suspend(()) == Resume::Unwind {
        let unwinds_already = with(|engine| {
            let thread = engine.threads.current();
            let already = thread.panicking || thread.unwinding;
            thread.unwinding = true;
            already
        });
        if !unwinds_already {
            resume_unwind(Box::new(Unwinding));
        }
        // A destructor that waits forever. This stack is given up.
    }
}

/// An end of a channel is dropped, of which `op` is a step. If the execution is over, the thread that runs is the one that owned this end.
pub fn note_owner(op: Op, end: ChannelEnd) {
    if !is_unwinding() {
        return;
    }
    if let Subject::Object(channel) = op.subject {
        with(|engine| {
            let owner = engine.threads.current().id;
            engine.run.owners.push((owner, channel, end));
        });
    }
}

/// Gives the stack up if the execution is over: an error that the program gets only because of that could make a destructor panic, and
/// a panic in a destructor of a stack that unwinds ends the process.
pub fn give_up_if_over(op: Op) {
    if is_unwinding() {
        loop {
            suspend(op);
        }
    }
}

/// Runs the body of a thread on its coroutine.
pub fn run_thread(body: Box<dyn FnOnce()>) {
    let result = catch_unwind(AssertUnwindSafe(|| {
        body();
        crate::std::thread::drop_locals();
    }));
    let is_over = with(|engine| engine.run.end.is_some());
    match result {
        Err(payload) if payload.is::<Unwinding>() => return,
        Err(payload) if !is_over => resume_unwind(payload),
        _ => {}
    }
    if is_over {
        return;
    }
    with(|engine| {
        let thread = engine.threads.current();
        thread.panicking = false;
        thread.ended.set(true);
        engine.run.changed();
    });
    event(Op::new(Kind::End, Subject::Nothing, here()), || {
        ("ends".to_owned(), None)
    });
}

/// Notes a panic of the program, as the hook of all panics.
pub fn note_panic(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "Box<dyn Any>".to_owned());
    let line = info.location().map_or(0, At::of_panic);
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    with(|engine| {
        let is_first = engine.run.panic.is_none();
        engine.threads.current().panicking = true;
        let text = panic_text(engine, &place, &message, is_first);
        let text = marked(&engine.run.output, &text);
        engine.run.print(&text);
        engine.run.panic = Some((message.clone(), line));
        engine.record_panic(&message, line, text);
    });
}

/// What std prints about a panic of the thread that runs.
fn panic_text(engine: &mut Engine, place: &str, message: &str, is_first: bool) -> String {
    let (id, in_main) = {
        let thread = engine.threads.current();
        (thread.id, thread.runtime.is_some())
    };
    let known = &engine.threads.known[id];
    let name = match (&known.name, known.is_task) {
        (Some(name), _) => name,
        (None, true) if in_main => "main",
        (None, true) => "tokio-rt-worker",
        (None, false) => "<unnamed>",
    };
    let hint = match is_first {
        true => "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n",
        false => "",
    };
    format!(
        "\nthread '{name}' ({}) panicked at {place}:\n{message}\n{hint}",
        id + 1
    )
}

/// Runs the program once, with the choices of `chooser`.
pub fn execute(main: fn() -> i32, chooser: &mut Chooser, most_steps: usize) -> Result<(), String> {
    with(|engine| {
        engine.objects.begin();
        engine.fair.begin();
        clock::begin();
        engine.run = std::mem::take(&mut engine.run).next();
        engine.clock_reads = clock::Reads::default();
        engine.record.begin();
        let known = Known {
            name: Some("main".to_owned()),
            spawned: None,
            is_task: false,
            leaked: None,
        };
        engine.threads.add(known, Box::new(move || run_main(main)));
    });
    let result = loop {
        match with(|engine| engine.next(chooser, most_steps)) {
            Ok(Some(index)) => resume(index, Resume::Go),
            Ok(None) => break Ok(()),
            Err(message) => break Err(message),
        }
    };
    with(|engine| engine.run.end.get_or_insert(End::Finished).clone());
    unwind_all();
    with(|engine| engine.run.find_owners());
    result
}

/// Runs `main` as the body of the main thread.
fn run_main(main: fn() -> i32) {
    let result = catch_unwind(main);
    // What `main` waited for last is gone.
    let last = Op::new(Kind::End, Subject::Nothing, here());
    with(|engine| engine.threads.current().next = Some(last));
    let end = match result {
        Ok(code) => {
            point(Op::new(Kind::End, Subject::Nothing, here()));
            if code == 0 {
                End::Finished
            } else {
                End::Exit { code }
            }
        }
        Err(payload) if payload.is::<Unwinding>() => resume_unwind(payload),
        Err(_) => {
            let (message, line) = with(|engine| engine.run.panic.take()).unwrap_or_default();
            End::Panicked { message, line }
        }
    };
    note(Op::new(Kind::End, Subject::Nothing, here()), || {
        let others = with(|engine| {
            engine
                .threads
                .all
                .iter()
                .skip(1)
                .any(|thread| !thread.ended.get())
        });
        let text = if others {
            "ends, and with it the program"
        } else {
            "ends"
        };
        (text.to_owned(), None)
    });
    with(|engine| engine.run.end.get_or_insert(end).clone());
}

/// Ends the program from the thread that runs, with an exit code.
pub fn end_program(code: i32, at: At) -> ! {
    let op = Op::new(Kind::End, Subject::Nothing, at);
    point(op);
    note(op, || {
        (format!("ends the program with exit code {code}"), None)
    });
    with(|engine| engine.run.end.get_or_insert(End::Exit { code }).clone());
    // Younger threads, which may use what is on this stack, unwind first.
    loop {
        suspend(op);
    }
}

fn resume(index: usize, how: Resume) {
    let mut coroutine = with(|engine| {
        engine.threads.running = index;
        engine.threads.all[index]
            .coroutine
            .take()
            .expect("a thread that is not running has its coroutine")
    });
    coroutine.resume(how);
    with(|engine| engine.threads.all[index].coroutine = Some(coroutine));
}

/// Unwinds the threads that have not ended, the youngest first, because they may use what is on the stacks of older ones.
fn unwind_all() {
    let count = with(|engine| engine.threads.all.len());
    for index in (0..count).rev() {
        let suspended = with(|engine| {
            let coroutine = engine.threads.all[index].coroutine.as_ref();
            coroutine.is_some_and(|one| one.started() && !one.done())
        });
        if suspended {
            resume(index, Resume::Unwind);
        }
    }
    with(|engine| engine.threads.clear());
}

impl Engine {
    /// The index of the thread that goes on now; `None` when the execution is over.
    fn next(&mut self, chooser: &mut Chooser, most_steps: usize) -> Result<Option<usize>, String> {
        if self.run.end.is_some() {
            self.record.leaf(&self.threads);
            return Ok(None);
        }
        if self.threads.all.len() > MOST_THREADS {
            return Err(format!(
                "the program starts more than {MOST_THREADS} threads and tasks"
            ));
        }
        if let Some(index) = self.at_once() {
            return Ok(Some(index));
        }
        let mut ready = self.ready();
        // A paused clock goes on when all wait.
        while ready == 0 && clock::advance() {
            self.run.changed();
            ready = self.ready();
        }
        let run = &self.run;
        self.fair.stepped(run.last, run.ready, ready, run.yielded);
        self.run.ready = ready;
        let fair = self
            .only_own_choice()
            .unwrap_or_else(|| self.fair_ones(ready));
        if fair == 0 {
            self.run.end = Some(End::Deadlock {
                waits: self.waits(),
            });
        } else if self.run.unchanged > UNCHANGED {
            let all = self.threads.all.iter().enumerate();
            let running = all.filter(|(index, _)| ready & (1 << index) != 0);
            self.run.end = Some(End::Endless {
                threads: running.map(|(_, thread)| thread.id).collect(),
            });
        } else if self.run.steps >= most_steps {
            self.run.end = Some(End::TooLong {
                steps: self.run.steps,
            });
        }
        if self.run.passed_over.iter().any(|steps| *steps > UNFAIR) {
            self.run.unfair = true;
            self.run.end = Some(End::TooLong {
                steps: self.run.steps,
            });
        }
        if self.run.end.is_some() {
            self.record.leaf(&self.threads);
            return Ok(None);
        }
        let candidates = self.candidates(fair);
        let choices_before = self.run.choices;
        let chosen = if candidates.len() == 1 {
            0
        } else {
            self.run.choices += 1;
            chooser.choose(&candidates).map_err(|_| {
                "the program did not do the same twice in the same schedule: it uses something that the course cannot control, \
                 such as the clock or an address"
                    .to_owned()
            })?
        };
        let Candidate { thread, variant } = candidates[chosen];
        self.record.node(
            &self.threads,
            fair,
            (self.threads.all[thread].id, variant),
            choices_before,
        );
        self.make_step(thread, variant, fair);
        Ok(Some(thread))
    }

    /// The possible next steps. The thread that made the last step comes first, so that the first schedules have few switches.
    fn candidates(&self, fair: u64) -> Vec<Candidate> {
        let last = self.run.last;
        let others = (0..self.threads.all.len()).filter(|index| *index != last);
        let mut candidates = Vec::with_capacity(self.threads.all.len());
        for thread in std::iter::once(last).chain(others) {
            if fair & (1 << thread) != 0 {
                let variants = self.threads.all[thread].next.map_or(1, |op| op.variants);
                candidates.extend((0..variants).map(|variant| Candidate { thread, variant }));
            }
        }
        candidates
    }

    /// A thread that goes on without a choice: it has just started, or its next step is silent.
    fn at_once(&self) -> Option<usize> {
        let goes_on = |thread: &Thread| match &thread.next {
            _ if thread.ended.get() => false,
            None => true,
            Some(op) => op.silent && op.ready.is_ready(),
        };
        self.threads.all.iter().position(goes_on)
    }

    /// The threads whose next step can be made.
    fn ready(&mut self) -> u64 {
        let mut ready = 0;
        for index in 0..self.threads.all.len() {
            let thread = &self.threads.all[index];
            let is_ready = !thread.ended.get()
                && thread
                    .next
                    .is_some_and(|op| !op.silent && op.ready.is_ready());
            let workers = thread.runtime.map(|runtime| &self.run.runtimes[runtime]);
            let kept_out = workers.is_some_and(|workers| {
                workers.busy & (1 << index) == 0 && workers.busy.count_ones() >= workers.count
            });
            let kept_out_by = workers
                .filter(|_| is_ready && kept_out)
                .and_then(|workers| self.threads.all.get(workers.busy.trailing_zeros() as usize))
                .map(|thread| thread.id);
            self.threads.all[index].kept_out_by = kept_out_by;
            if is_ready && !kept_out {
                ready |= 1 << index;
            }
        }
        ready
    }

    /// The thread, as a set, that is in the middle of a step and has only to choose among the ways in which it can go on.
    fn only_own_choice(&self) -> Option<u64> {
        let chooses = |thread: &Thread| {
            let op = thread.next.filter(|_| !thread.ended.get());
            op.is_some_and(|op| op.own_choice)
        };
        let index = self.threads.all.iter().position(chooses)?;
        Some(1 << index)
    }

    /// Those of the threads that need not let others go first; all of them if each must.
    fn fair_ones(&self, ready: u64) -> u64 {
        let mut fair = ready;
        for index in 0..self.threads.all.len() {
            if self.fair.must_wait(index, ready) {
                fair &= !(1 << index);
            }
        }
        if fair == 0 { ready } else { fair }
    }

    fn make_step(&mut self, thread: usize, variant: usize, fair: u64) {
        let run = &mut self.run;
        run.steps += 1;
        run.unchanged += 1;
        run.variant = variant;
        if run.last != thread && fair & (1 << run.last) != 0 {
            run.switches += 1;
        }
        run.last = thread;
        run.passed_over.resize(self.threads.all.len(), 0);
        for (index, steps) in run.passed_over.iter_mut().enumerate() {
            let passed_over = index != thread && fair & (1 << index) != 0;
            *steps = if passed_over { *steps + 1 } else { 0 };
        }
        let next = &mut self.threads.all[thread];
        next.stepped = true;
        run.yielded = next.next.is_some_and(|op| op.yields);
        if let Some(runtime) = next.runtime {
            run.runtimes[runtime].busy |= 1 << thread;
        }
    }

    /// Who waits for what.
    fn waits(&self) -> Vec<Waiting> {
        let waiting = self.threads.all.iter().filter(|thread| !thread.ended.get());
        waiting
            .filter_map(|thread| {
                let op = thread.next?;
                let by = thread.waits_for();
                Some(Waiting {
                    thread: thread.id,
                    line: op.at.line(),
                    kind: self.threads.kind(&op, by),
                    subject: op.subject,
                    by,
                })
            })
            .collect()
    }

    fn leave_runtime(&mut self) {
        let index = self.threads.running;
        if let Some(runtime) = self.threads.current().runtime {
            self.run.runtimes[runtime].busy &= !(1 << index);
        }
    }
}
