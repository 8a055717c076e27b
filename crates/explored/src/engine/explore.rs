//! All executions of a program, and what came out of them.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::choice::{Choice, Chooser, Random, Strategy};
use super::execution::{End, Waiting, execute, note_panic};
use super::names::Names;
use super::object::Objects;
use super::record::{Graph, Record};
use super::thread::{ThreadId, Threads};
use super::{Engine, with};

/// How much may be explored.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// How many schedules at most.
    pub schedules: u64,
    /// How long at most, in milliseconds.
    pub time_limit_ms: u64,
    /// How many steps a schedule may have.
    pub steps: usize,
    /// How many schedules are recorded at most, in addition to the shortest one of each outcome.
    pub recorded: usize,
    /// How many states the recorded graph may have; those of the shortest schedules do not count.
    pub states: usize,
    /// How schedules are chosen.
    pub strategy: Strategy,
}

/// What came out.
#[derive(Serialize)]
pub struct Exploration {
    schedules: u64,
    /// Whether these are all schedules.
    complete: bool,
    threads: Vec<ThreadRow>,
    objects: Vec<ObjectRow>,
    outcomes: Vec<OutcomeRow>,
    graph: Graph,
}

#[derive(Serialize)]
struct ThreadRow {
    name: String,
    is_task: bool,
    /// The line in which it is started; 0 for the main thread.
    line: u32,
}

#[derive(Serialize)]
struct ObjectRow {
    name: String,
    kind: super::ObjectKind,
    /// The line in which it is made.
    line: u32,
}

#[derive(Serialize)]
struct OutcomeRow {
    output: String,
    #[serde(flatten)]
    end: EndRow,
    /// In how many of the schedules this came out.
    count: u64,
    /// The choices of the shortest schedule that was found: thread and variant of each step.
    shortest: Vec<(ThreadId, usize)>,
    /// When tokio's paused clock has gone on in it: the number of the first event after it, and the time in nanoseconds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    clock: Vec<(usize, u64)>,
}

#[derive(Serialize)]
#[serde(tag = "end", rename_all = "kebab-case")]
enum EndRow {
    Finished,
    Exit { code: i32 },
    Panicked { message: String, line: u32 },
    Deadlock { waits: Vec<WaitRow> },
    Endless { threads: Vec<ThreadId> },
    TooLong { steps: usize },
}

#[derive(Serialize)]
struct WaitRow {
    thread: ThreadId,
    line: u32,
    to: String,
    by: Option<ThreadId>,
}

/// An outcome while it is explored.
struct Found {
    output: String,
    end: End,
    count: u64,
    shortest: Vec<Choice>,
    /// The thread and the variant of each step of it.
    steps: Vec<(ThreadId, usize)>,
    /// When tokio's paused clock has gone on in it.
    times: Vec<(usize, Duration)>,
    /// After how many steps it is cut off, if it goes round in a circle.
    cut: Option<usize>,
    /// Steps and switches of the shortest schedule.
    length: (usize, usize),
}

struct Explorer<'a> {
    main: fn() -> i32,
    limits: &'a Limits,
    found: Vec<Found>,
    numbers: HashMap<(String, End), usize>,
    schedules: u64,
    /// How many executions there were: schedules, and unfair executions.
    executions: u64,
    complete: bool,
    /// Whether an execution was stopped because it was unfair.
    is_cut: bool,
    /// Choices of schedules that are recorded as examples, evenly drawn from all.
    sample: Vec<Vec<Choice>>,
    random: Random,
}

/// What a program calls that tries whether it could do something, or waits for a limited time. In other programs, nobody can notice when
/// exactly a lock is unlocked or a sender is dropped.
const TRYING: [&str; 13] = [
    "try_",
    "timeout",
    "deadline",
    "select",
    "is_",
    "_count()",
    "default =>",
    "len()",
    "upgrade()",
    "has_changed",
    "available_permits",
    "capacity()",
    "now_or_never",
];
/// What a program uses that sees in which order tasks end.
const ENDING: [&str; 3] = ["JoinSet", "FuturesUnordered", "unordered"];
/// In how many schedules a cycle is searched.
const CYCLES_SEARCHED: usize = 300;
/// After how many rounds of a cycle the program is said to go round forever. A loop that counts in a variable goes round as well, but
/// models have no loops of so many rounds.
const ROUNDS: usize = 1_000;
/// How many states may be recorded before equal ones are merged.
const MOST_STATES: usize = 50_000;
/// How often progress is told.
const PROGRESS: Duration = Duration::from_millis(200);
/// After how many choices another choice makes no difference, if a schedule has too many steps.
const CHOICES_OF_A_LONG_SCHEDULE: usize = 60;

/// Explores the program whose `main` is given. `tell` is called with the number of schedules and of outcomes so far.
///
/// # Errors
/// That the program cannot be explored, with the reason.
pub fn explore(
    source: &str,
    main: fn() -> i32,
    limits: &Limits,
    mut tell: impl FnMut(u64, usize),
) -> Result<Exploration, String> {
    std::panic::set_hook(Box::new(note_panic));
    with(|engine| {
        engine.record.names = Names::of(source);
        engine.tries = TRYING.iter().any(|word| source.contains(word));
        engine.ends = ENDING.iter().any(|word| source.contains(word));
    });
    let mut explorer = Explorer {
        main,
        limits,
        found: Vec::new(),
        numbers: HashMap::new(),
        schedules: 0,
        executions: 0,
        complete: false,
        is_cut: false,
        sample: Vec::new(),
        random: Random(1),
    };
    explorer.count(&mut tell)?;
    with(|engine| engine.record.on = true);
    explorer.search_cycles()?;
    explorer.record()?;
    with(|engine| engine.record.on = false);
    Ok(with(|engine| explorer.report(engine)))
}

impl Explorer<'_> {
    /// Runs schedules until a limit is reached or there are no more.
    fn count(&mut self, tell: &mut impl FnMut(u64, usize)) -> Result<(), String> {
        let since = Instant::now();
        let time_limit = Duration::from_millis(self.limits.time_limit_ms);
        let mut told = since;
        let mut chooser = Chooser::new(self.limits.strategy);
        loop {
            self.run(&mut chooser)?;
            if with(Engine::begin_with_starts) {
                self.forget();
                chooser = Chooser::new(self.limits.strategy);
                continue;
            }
            if !chooser.advance() {
                self.complete = !self.is_cut;
                break;
            }
            if self.schedules >= self.limits.schedules {
                break;
            }
            if self.executions.is_multiple_of(64) {
                let now = Instant::now();
                if now - since > time_limit {
                    break;
                }
                if now - told > PROGRESS {
                    told = now;
                    tell(self.schedules, self.found.len());
                }
            }
        }
        let little = !self.complete || self.found.is_empty();
        if little && self.limits.strategy == Strategy::Every {
            self.search_further(since, time_limit)?;
        }
        Ok(())
    }

    /// Depth first finds little if there are too many schedules, because it only changes the ends of the first ones. So others are tried
    /// as well.
    fn search_further(&mut self, since: Instant, time_limit: Duration) -> Result<(), String> {
        let more = self.limits.schedules / 5;
        for strategy in [Strategy::Pct(1), Strategy::Random(1)] {
            let mut chooser = Chooser::new(strategy);
            for _ in 0..more {
                self.run(&mut chooser)?;
                chooser.advance();
                if since.elapsed() > time_limit + time_limit / 4 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Forgets the schedules so far.
    fn forget(&mut self) {
        self.found.clear();
        self.numbers.clear();
        self.sample.clear();
        self.schedules = 0;
    }

    fn run(&mut self, chooser: &mut Chooser) -> Result<(), String> {
        execute(self.main, chooser, self.limits.steps)?;
        self.executions += 1;
        if with(|engine| engine.run.unfair) {
            // A schedule is missing then, also if all others have been run.
            self.is_cut = true;
            chooser.path.truncate(CHOICES_OF_A_LONG_SCHEDULE);
            return Ok(());
        }
        self.schedules += 1;
        let (output, end, length, choices_at_change) = with(|engine| {
            let run = &mut engine.run;
            let end = run.end.take().unwrap_or(End::Finished);
            (
                std::mem::take(&mut run.output),
                end,
                (run.steps, run.switches),
                run.choices_at_change,
            )
        });
        let path = chooser.path.clone();
        // Who makes the steps that change nothing makes no difference.
        match end {
            End::Endless { .. } => chooser.path.truncate(choices_at_change),
            End::TooLong { .. } => chooser.path.truncate(CHOICES_OF_A_LONG_SCHEDULE),
            _ => {}
        }
        let key = (output, end);
        let number = self.numbers.get(&key).copied().unwrap_or_else(|| {
            let (output, end) = key.clone();
            self.found.push(Found {
                output,
                end,
                count: 0,
                shortest: path.clone(),
                length,
                cut: None,
                steps: Vec::new(),
                times: Vec::new(),
            });
            self.numbers.insert(key, self.found.len() - 1);
            self.found.len() - 1
        });
        let found = &mut self.found[number];
        found.count += 1;
        if length < found.length {
            (found.shortest, found.length) = (path.clone(), length);
        }
        self.sample(path);
        Ok(())
    }

    /// Takes the choices of a schedule into the sample, in which each schedule so far is with the same probability.
    fn sample(&mut self, path: Vec<Choice>) {
        let most = self.limits.recorded;
        if self.sample.len() < most {
            self.sample.push(path);
        } else if most > 0 {
            let schedules = usize::try_from(self.schedules).unwrap_or(usize::MAX);
            let place = self.random.below(schedules);
            if let Some(kept) = self.sample.get_mut(place) {
                *kept = path;
            }
        }
    }

    /// Searches for a schedule that goes round in a circle forever. There is none if all schedules have been run, and none had too many
    /// steps.
    fn search_cycles(&mut self) -> Result<(), String> {
        let is_known = |found: &Found| matches!(found.end, End::Endless { .. });
        if self.found.iter().any(is_known) {
            return Ok(());
        }
        let long = self.found.iter();
        let long = long.filter(|found| matches!(found.end, End::TooLong { .. }));
        let mut paths: Vec<(Vec<Choice>, bool)> =
            long.map(|found| (found.shortest.clone(), true)).collect();
        if !self.complete {
            let sample = self.sample.iter().take(CYCLES_SEARCHED).cloned();
            paths.extend(sample.map(|path| (path, false)));
        }
        for (path, is_long) in paths {
            execute(self.main, &mut Chooser::replay(&path), self.limits.steps)?;
            let Some(cycle) = with(|engine| engine.record.cycle(is_long)) else {
                continue;
            };
            let round = &path[cycle.choices.clone()];
            let rounds =
                |count: usize| [&path[..cycle.choices.start], &round.repeat(count)].concat();
            if self.goes_on(
                &rounds(ROUNDS),
                cycle.steps.start + ROUNDS * cycle.steps.len(),
            ) {
                let steps = cycle.steps.end + cycle.steps.len();
                self.keep_cycle(Found {
                    output: with(|engine| std::mem::take(&mut engine.run.output)),
                    end: End::Endless {
                        threads: cycle.threads,
                    },
                    count: 1,
                    shortest: rounds(2),
                    length: (steps, 0),
                    cut: Some(steps),
                    steps: Vec::new(),
                    times: Vec::new(),
                });
                return Ok(());
            }
        }
        Ok(())
    }

    /// Keeps an endless schedule. Those that were stopped after many steps, with the same output, are taken for the same.
    fn keep_cycle(&mut self, endless: Found) {
        let is_same = |found: &&mut Found| {
            matches!(found.end, End::TooLong { .. }) && found.output == endless.output
        };
        match self.found.iter_mut().find(is_same) {
            Some(stopped) => {
                *stopped = Found {
                    count: stopped.count,
                    ..endless
                };
            }
            None => self.found.push(endless),
        }
    }

    /// Whether the program makes all of these choices and so many steps without an end.
    fn goes_on(&self, path: &[Choice], steps: usize) -> bool {
        with(|engine| engine.record.on = false);
        let mut chooser = Chooser::replay(path);
        let result = execute(self.main, &mut chooser, steps);
        let end = with(|engine| {
            engine.record.on = true;
            engine.run.end.take()
        });
        result.is_ok()
            && matches!(end, Some(End::TooLong { .. }))
            && chooser.path.len() == path.len()
    }

    /// Runs the schedules that are recorded once more.
    fn record(&mut self) -> Result<(), String> {
        for number in 0..self.found.len() {
            let found = &self.found[number];
            let mut chooser = Chooser::replay(&found.shortest);
            execute(
                self.main,
                &mut chooser,
                found.cut.unwrap_or(self.limits.steps),
            )?;
            let found = &mut self.found[number];
            with(|engine| {
                found.steps = engine.record.choices();
                found.times = engine.record.times();
                engine.record.keep(number);
            });
        }
        let shortest = with(|engine| engine.record.mark());
        let longest = self.found.iter().map(|found| found.steps.len()).max();
        self.sample
            .truncate(MOST_STATES / longest.unwrap_or(0).max(1));
        loop {
            for path in &self.sample {
                execute(self.main, &mut Chooser::replay(path), self.limits.steps)?;
                self.keep();
            }
            let states = with(|engine| engine.record.merged_size());
            if states <= self.limits.states || self.sample.is_empty() {
                return Ok(());
            }
            with(|engine| engine.record.back_to(&shortest));
            self.sample.truncate(self.sample.len() / 2);
        }
    }

    /// Keeps the execution that has just been recorded.
    fn keep(&self) {
        with(|engine| {
            let end = engine.run.end.take().unwrap_or(End::Finished);
            let key = (std::mem::take(&mut engine.run.output), end);
            let number = self.numbers.get(&key);
            // Of an endless schedule, a few rounds are recorded already.
            if let Some(number) = number.filter(|number| self.found[**number].cut.is_none()) {
                engine.record.keep(*number);
            }
        });
    }

    fn report(self, engine: &Engine) -> Exploration {
        let Engine {
            threads,
            objects,
            record,
            ..
        } = engine;
        let names = &record.names;
        let thread_rows = threads
            .known
            .iter()
            .enumerate()
            .map(|(id, known)| ThreadRow {
                name: names.thread(threads, id),
                is_task: known.is_task,
                line: known.spawned.map_or(0, |at| at.line()),
            });
        let object_rows = objects
            .known
            .iter()
            .enumerate()
            .map(|(id, known)| ObjectRow {
                name: names.object(objects, id),
                kind: known.kind,
                line: known.made.line(),
            });
        let outcomes = self.found.into_iter().map(|found| OutcomeRow {
            output: found.output,
            end: end_row(found.end, record, (threads, objects)),
            count: found.count,
            shortest: found.steps,
            clock: found.times.into_iter().map(nanoseconds).collect(),
        });
        Exploration {
            schedules: self.schedules,
            complete: self.complete,
            threads: thread_rows.collect(),
            objects: object_rows.collect(),
            outcomes: outcomes.collect(),
            graph: record.graph(threads, objects),
        }
    }
}

fn nanoseconds((event, time): (usize, Duration)) -> (usize, u64) {
    (event, u64::try_from(time.as_nanos()).unwrap_or(u64::MAX))
}

fn end_row(end: End, record: &Record, known: (&Threads, &Objects)) -> EndRow {
    let wait_row = |wait: Waiting| WaitRow {
        thread: wait.thread,
        line: wait.line,
        to: record.infinitive((wait.kind, wait.subject), wait.by, known),
        by: wait.by,
    };
    match end {
        End::Finished => EndRow::Finished,
        End::Exit { code } => EndRow::Exit { code },
        End::Panicked { message, line } => EndRow::Panicked { message, line },
        End::Deadlock { waits } => EndRow::Deadlock {
            waits: waits.into_iter().map(wait_row).collect(),
        },
        End::Endless { threads } => EndRow::Endless { threads },
        End::TooLong { steps } => EndRow::TooLong { steps },
    }
}
