//! The steps of executions, as a graph.
//!
//! While an execution is recorded, its steps are collected as a path. The paths of all recorded executions make a tree, because
//! executions that begin alike share their beginning. [`Record::graph`] merges equal ends of the tree and names everything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::time::Duration;

use serde::Serialize;

use super::kind::Kind;
use super::names::Names;
use super::object::{ObjectId, Objects, Place};
use super::thread::{Op, Subject, ThreadId, Threads};
use super::{At, is_paused, tokio_clock, with};

/// The recorder.
#[derive(Default)]
pub struct Record {
    /// Whether this execution is recorded.
    pub on: bool,
    /// The names of the program.
    pub names: Names,
    events: Table<Event>,
    ops: Table<Pending>,
    path: Vec<Taken>,
    /// How many events the execution has so far.
    happened: usize,
    /// When tokio's paused clock has gone on: the number of the first event after it, and the time.
    times: Vec<(usize, Duration)>,
    /// The state in which the execution ended.
    last: Vec<(ThreadId, usize)>,
    tree: Vec<Node>,
    /// The places of objects, by where they are made and where they are first used.
    places: HashMap<(At, At), Place>,
    /// The lists of steps for which threads wait at once.
    several: Table<Vec<(Kind, Subject)>>,
}

/// Something that a thread has done.
#[derive(PartialEq, Eq, Hash, Clone)]
struct Event {
    thread: ThreadId,
    kind: Kind,
    subject: Subject,
    line: u32,
    /// What it did, with `{}` for the name of the subject: `reads 0 from {}`.
    text: String,
    /// The state of the object after it.
    state: Option<String>,
    /// What it printed.
    printed: Option<String>,
}

/// The step that a thread makes next.
#[derive(PartialEq, Eq, Hash, Clone)]
struct Pending {
    kind: Kind,
    subject: Subject,
    line: u32,
    can_run: bool,
    /// Whether it only lets others go first.
    polite: bool,
    by: Option<ThreadId>,
    variants: usize,
}

/// A choice that was made, and what happened then.
struct Taken {
    threads: Vec<(ThreadId, usize)>,
    choice: (ThreadId, usize),
    events: Vec<usize>,
    /// How many choices among several possibilities were made before.
    choices_before: usize,
}

/// A part of a schedule that ends in the state in which it began.
pub struct Cycle {
    /// How many choices among several possibilities were made before it begins, and before it ends.
    pub choices: std::ops::Range<usize>,
    /// The same in steps.
    pub steps: std::ops::Range<usize>,
    /// The threads that make steps in it.
    pub threads: Vec<ThreadId>,
}

/// A state of the program in the tree.
#[derive(Default, Clone, PartialEq, Eq, Hash)]
pub struct Node {
    /// The next steps of the threads that have not ended.
    threads: Vec<(ThreadId, usize)>,
    edges: Vec<Edge>,
    outcome: Option<usize>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Edge {
    choice: (ThreadId, usize),
    events: Vec<usize>,
    to: usize,
}

/// Values, each with a number.
struct Table<T> {
    all: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table {
            all: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Hash + Eq + Clone> Table<T> {
    fn number(&mut self, value: T) -> usize {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        self.all.push(value.clone());
        self.numbers.insert(value, self.all.len() - 1);
        self.all.len() - 1
    }
}

impl Record {
    /// Begins an execution.
    pub fn begin(&mut self) {
        self.path.clear();
        self.last.clear();
        self.times.clear();
        self.happened = 0;
        if self.on {
            // What happens before the first choice.
            self.path.push(Taken {
                threads: Vec::new(),
                choice: (0, 0),
                events: Vec::new(),
                choices_before: 0,
            });
        }
    }

    /// The place of an object that is made and first used here.
    pub fn place(&mut self, made: At, used: At) -> Place {
        let names = &self.names;
        let place = self.places.entry((made, used)).or_insert_with(|| {
            let name = Some(used).filter(|_| names.is_nameless(made));
            let name = name.and_then(|used| names.receiver(used));
            Place {
                made,
                name: name.map(Into::into),
            }
        });
        place.clone()
    }

    /// Several steps, for which a thread waits at once, as one subject.
    pub fn several(&mut self, steps: Vec<(Kind, Subject)>) -> Subject {
        Subject::Several(self.several.number(steps))
    }

    /// What a step does, as an infinitive: see [`Names::infinitive`].
    pub fn infinitive(
        &self,
        step: (Kind, Subject),
        by: Option<ThreadId>,
        known: (&Threads, &Objects),
    ) -> String {
        let Subject::Several(list) = step.1 else {
            return self.names.infinitive(step, by, known);
        };
        if self.several.all[list].is_empty() {
            // A future of the program waits.
            return "be woken".to_owned();
        }
        let steps = self.several.all[list].iter();
        let texts = steps.map(|step| self.names.infinitive(*step, None, known));
        texts.collect::<Vec<_>>().join(" or to ")
    }

    /// A choice was made: `choice` goes on, of the threads in the set `can_run`.
    pub fn node(
        &mut self,
        threads: &Threads,
        can_run: u64,
        choice: (ThreadId, usize),
        choices_before: usize,
    ) {
        if self.on {
            let threads = self.pending(threads, can_run);
            self.path.push(Taken {
                threads,
                choice,
                events: Vec::new(),
                choices_before,
            });
        }
    }

    /// The execution has ended.
    pub fn leaf(&mut self, threads: &Threads) {
        if self.on {
            self.last = self.pending(threads, 0);
        }
    }

    fn pending(&mut self, threads: &Threads, can_run: u64) -> Vec<(ThreadId, usize)> {
        let mut all = Vec::new();
        for (index, thread) in threads.all.iter().enumerate() {
            let Some(op) = thread.next.filter(|_| !thread.ended.get()) else {
                continue;
            };
            let can_run = can_run & (1 << index) != 0;
            let by = thread.waits_for().filter(|_| !can_run);
            let pending = Pending {
                kind: threads.kind(&op, by),
                subject: op.subject,
                line: op.at.line(),
                can_run,
                polite: !can_run && thread.kept_out_by.is_none() && op.ready.is_ready(),
                by,
                variants: op.variants,
            };
            all.push((thread.id, self.ops.number(pending)));
        }
        all
    }

    fn add(&mut self, event: Event) {
        let number = self.events.number(event);
        let (now, before) = (tokio_clock(), self.times.last());
        if is_paused() && now > before.map_or(Duration::ZERO, |(_, time)| *time) {
            self.times.push((self.happened, now));
        }
        self.happened += 1;
        if let Some(taken) = self.path.last_mut() {
            taken.events.push(number);
        }
    }

    /// Adds the execution that has just been recorded to the tree, with the number of its outcome.
    pub fn keep(&mut self, outcome: usize) {
        if self.tree.is_empty() {
            self.tree.push(Node::default());
        }
        let mut at = 0;
        for taken in std::mem::take(&mut self.path) {
            self.tree[at].threads = taken.threads;
            let edges = &self.tree[at].edges;
            let known = edges.iter().find(|edge| edge.choice == taken.choice);
            at = known.map(|edge| edge.to).unwrap_or_else(|| {
                self.tree.push(Node::default());
                let to = self.tree.len() - 1;
                self.tree[at].edges.push(Edge {
                    choice: taken.choice,
                    events: taken.events,
                    to,
                });
                to
            });
        }
        self.tree[at].threads = std::mem::take(&mut self.last);
        self.tree[at].outcome = Some(outcome);
    }

    /// The first cycle of the execution that has just been recorded: all threads have the same next steps, and all objects the same state,
    /// as before, although each thread that could make a step has made one. What is in the variables of the threads is not known. One thread
    /// alone often repeats steps, so `alone` says whether this counts.
    pub fn cycle(&self, alone: bool) -> Option<Cycle> {
        let mut state: BTreeMap<ObjectId, &str> = BTreeMap::new();
        let mut seen = HashMap::new();
        for (step, taken) in self.path.iter().enumerate() {
            if let Some(begin) = seen.insert((&taken.threads, state.clone()), step) {
                let part = &self.path[begin..step];
                let threads: BTreeSet<ThreadId> = part.iter().map(|taken| taken.choice.0).collect();
                let could: BTreeSet<ThreadId> =
                    part.iter().flat_map(|taken| self.able(taken)).collect();
                let choices = part[0].choices_before..taken.choices_before;
                let several = threads.len() > 1 && !choices.is_empty();
                if (several || alone) && threads == could {
                    return Some(Cycle {
                        choices,
                        // What happens before the first choice is no step.
                        steps: begin.saturating_sub(1)..step - 1,
                        threads: threads.into_iter().collect(),
                    });
                }
            }
            for event in &taken.events {
                let event = &self.events.all[*event];
                if event.printed.is_some() {
                    // What was printed is a part of the state, and it only grows.
                    seen.clear();
                }
                if let (Subject::Object(object), Some(new)) = (event.subject, &event.state) {
                    state.insert(object, new);
                }
            }
        }
        None
    }

    /// The threads that could make a step.
    fn able<'a>(&'a self, taken: &'a Taken) -> impl Iterator<Item = ThreadId> + 'a {
        let able = taken
            .threads
            .iter()
            .filter(|(_, op)| self.ops.all[*op].can_run);
        able.map(|(thread, _)| *thread)
    }

    /// The choices of the execution that has just been recorded: thread and variant of each step.
    pub fn choices(&self) -> Vec<(ThreadId, usize)> {
        self.path.iter().skip(1).map(|taken| taken.choice).collect()
    }

    /// When tokio's paused clock has gone on in the execution that has just been recorded: the number of the first event after it, and
    /// the time.
    pub fn times(&self) -> Vec<(usize, Duration)> {
        self.times.clone()
    }

    /// The tree so far, to come [`Record::back_to`].
    pub fn mark(&self) -> Vec<Node> {
        self.tree.clone()
    }

    /// Forgets what was recorded after the mark.
    pub fn back_to(&mut self, mark: &[Node]) {
        self.tree = mark.to_vec();
    }

    /// How many states the tree has when equal ones are merged.
    pub fn merged_size(&self) -> usize {
        self.merge().0.all.len()
    }

    /// The tree with equal states merged, and the number of the root.
    fn merge(&self) -> (Table<Node>, usize) {
        let mut merged: Table<Node> = Table::default();
        let mut place = vec![0; self.tree.len()];
        // A node stands behind its parent in the tree, so from the end each node comes after all of its children.
        for (index, node) in self.tree.iter().enumerate().rev() {
            let mut node = node.clone();
            node.edges.sort_by_key(|edge| edge.choice);
            for edge in &mut node.edges {
                edge.to = place[edge.to];
            }
            place[index] = merged.number(node);
        }
        let root = place.first().copied().unwrap_or_default();
        (merged, root)
    }

    /// The recorded executions as a graph, in which equal states with equal futures are one.
    pub fn graph(&self, threads: &Threads, objects: &Objects) -> Graph {
        let (merged, root) = self.merge();
        let known = (threads, objects);
        // Only what the graph still names: some schedules were recorded and then left out.
        let (mut ops, mut events) = (Table::default(), Table::default());
        let nodes: Vec<NodeRow> = merged
            .all
            .into_iter()
            .map(|node| {
                let threads = node.threads.into_iter();
                let threads = threads.map(|(thread, op)| (thread, ops.number(op)));
                let edges = node.edges.into_iter().map(|edge| {
                    let happens = edge.events.into_iter().map(|event| events.number(event));
                    (edge.choice.0, edge.choice.1, happens.collect(), edge.to)
                });
                NodeRow(threads.collect(), edges.collect(), node.outcome)
            })
            .collect();
        let ops = ops
            .all
            .iter()
            .map(|op| self.op_row(&self.ops.all[*op], known));
        let events = events
            .all
            .iter()
            .map(|event| self.event_row(&self.events.all[*event], known));
        Graph {
            ops: ops.collect(),
            events: events.collect(),
            nodes,
            root,
        }
    }

    fn op_row(&self, op: &Pending, known: (&Threads, &Objects)) -> OpRow {
        let object = match op.subject {
            Subject::Object(id) => Some(id),
            _ => None,
        };
        let state = match (op.can_run, op.polite) {
            (true, _) => "ready",
            (false, true) => "polite",
            (false, false) => "waits",
        };
        let text = self.infinitive((op.kind, op.subject), op.by, known);
        OpRow(op.kind, object, op.line, text, state, op.by, op.variants)
    }

    fn event_row(&self, event: &Event, known: (&Threads, &Objects)) -> EventRow {
        let object = match event.subject {
            Subject::Object(id) => Some(id),
            _ => None,
        };
        let name = self.names.subject(event.kind, event.subject, known);
        let name = match event.subject {
            Subject::Object(_) => format!("`{name}`"),
            _ => name,
        };
        let text = self.named(&event.text.replace("{}", &name), known.0);
        let state = event.state.as_ref().map(|state| self.named(state, known.0));
        let printed = event.printed.clone();
        EventRow(
            event.thread,
            event.kind,
            object,
            event.line,
            text,
            state,
            printed,
        )
    }

    /// The text with the names of its threads: see [`thread`].
    fn named(&self, text: &str, threads: &Threads) -> String {
        let parts = text
            .split(MARK)
            .enumerate()
            .map(|(index, part)| match part.parse() {
                Ok(id) if index % 2 == 1 => self.names.thread(threads, id),
                _ => part.to_owned(),
            });
        parts.collect()
    }
}

/// Recorded executions. Everything is a row of a table, so that it stays small.
#[derive(Serialize)]
pub struct Graph {
    ops: Vec<OpRow>,
    events: Vec<EventRow>,
    nodes: Vec<NodeRow>,
    root: usize,
}

/// A next step: kind, object, line, what it does as an infinitive, `ready`, `waits` or `polite`, the thread that could let it go on,
/// and in how many ways it can go on.
#[derive(Serialize)]
struct OpRow(
    Kind,
    Option<ObjectId>,
    u32,
    String,
    &'static str,
    Option<ThreadId>,
    usize,
);

/// What happened: thread, kind, object, line, what it did, the state of the object after it, what it printed.
#[derive(Serialize)]
struct EventRow(
    ThreadId,
    Kind,
    Option<ObjectId>,
    u32,
    String,
    Option<String>,
    Option<String>,
);

/// A state: the threads with their next steps; the possible choices (thread, variant, what happens, the next state); the outcome, if
/// the program has ended here.
#[derive(Serialize)]
struct NodeRow(
    Vec<(ThreadId, usize)>,
    Vec<(ThreadId, usize, Vec<usize>, usize)>,
    Option<usize>,
);

/// Notes that the thread that runs has made a step. `tell` gives the words, with `{}` for the name of the subject, and the state of the
/// object now. It is called only if the execution is recorded.
pub fn event(op: Op, tell: impl FnOnce() -> (String, Option<String>)) {
    with(|engine| engine.run.changed());
    note(op, tell);
}

/// Notes a step, as [`event`] does, that has only read something. `value` stands for what it has read: a thread that reads the same again
/// and again lets others go first.
pub fn glance(op: Op, value: u64, tell: impl FnOnce() -> (String, Option<String>)) {
    with(|engine| {
        let thread = engine.threads.current().id;
        engine.run.glanced(thread, op.at, value);
    });
    note(op, tell);
}

/// Notes a step that is neither a change nor a read.
pub fn note(op: Op, tell: impl FnOnce() -> (String, Option<String>)) {
    if !with(|engine| engine.record.on && engine.run.end.is_none()) {
        return;
    }
    let (text, state) = tell();
    with(|engine| {
        let thread = engine.threads.current().id;
        engine.record.add(Event {
            thread,
            kind: op.kind,
            subject: op.subject,
            line: op.at.line(),
            text,
            state,
            printed: None,
        });
    });
}

/// Several steps, for which a thread waits at once, as one subject.
pub fn several(steps: Vec<(Kind, Subject)>) -> Subject {
    with(|engine| engine.record.several(steps))
}

/// A thread in the text of an event or a state, which gets its name later.
pub fn thread(id: ThreadId) -> String {
    format!("{MARK}{id}{MARK}")
}

/// What stands around the number of a thread in a text.
const MARK: char = '\u{1}';

impl super::Engine {
    /// Notes that the thread that runs has printed this.
    pub(super) fn record_print(&mut self, text: String, at: At) {
        if self.record.on {
            let thread = self.threads.current().id;
            self.record.add(Event {
                thread,
                kind: Kind::Print,
                subject: Subject::Nothing,
                line: at.line(),
                text: "prints".to_owned(),
                state: None,
                printed: Some(text),
            });
        }
    }

    /// Notes that the thread that runs panics.
    pub(super) fn record_panic(&mut self, message: &str, line: u32, printed: String) {
        if self.record.on && self.run.end.is_none() {
            let thread = self.threads.current().id;
            self.record.add(Event {
                thread,
                kind: Kind::Panic,
                subject: Subject::Nothing,
                line,
                text: format!("panics: {message}"),
                state: None,
                printed: Some(printed),
            });
        }
    }
}
