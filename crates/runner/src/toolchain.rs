//! Runs the programs of the book for their transcripts: as play runs them, but without guards, and under a watchdog.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail, ensure};
use languages::{ALL, Language};

use crate::play::event::{End, Event, Limit, NotStarted};
use crate::play::limits::Limits;
use crate::play::sandbox::{Isolation, Task};
use crate::play::{Job, Player, Whole, shown};
use crate::program::Program;
use crate::tool_kind::ToolKind;
use crate::transcript::{Ending, Transcript};

/// How long a program that never ends is silent before it is stopped.
const SILENCE: Duration = Duration::from_secs(1);

/// The compilers and interpreters of this machine, for the programs of one book.
///
/// Each is made ready when a program first needs it, so a machine without Go runs all other programs. A toolchain owns its player; when it is
/// dropped, what it has built stays on the disk.
pub struct Toolchain {
    /// The root of the book whose programs it runs.
    root: PathBuf,
    /// The root of the book whose crates the programs may use.
    crates_of: PathBuf,
    player: Player,
    /// The languages that were made ready, or that turned out to be missing.
    prepared: BTreeMap<&'static Language, OnceLock<()>>,
}

impl Toolchain {
    /// The toolchain for the book whose root is `root`.
    ///
    /// # Errors
    /// That the folder for builds cannot be made.
    pub fn new(root: &Path) -> Result<Self> {
        Toolchain::for_programs_of(root, root, Limits::RUN.wall)
    }

    /// A toolchain for the programs in the book `root`, which may use the crates of the book `crates_of`, and may run for `time_limit`.
    ///
    /// # Errors
    /// That the folder for builds cannot be made.
    pub fn for_programs_of(root: &Path, crates_of: &Path, time_limit: Duration) -> Result<Self> {
        let isolation = Isolation::None("the programs of the book need no guards".into());
        Ok(Toolchain {
            root: root.to_owned(),
            crates_of: crates_of.to_owned(),
            player: Player::with_isolation(crates_of, isolation, time_limit)?,
            prepared: ALL
                .iter()
                .map(|language| (language, OnceLock::new()))
                .collect(),
        })
    }

    /// The root of the book.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Runs the program once, to the end that `expected` says it has, and writes down what it does.
    ///
    /// # Errors
    /// That its language is not installed, that the compiler refuses it or warns, that it does not start, or that it never stops printing.
    pub fn run(&self, program: &Program, expected: Option<&Transcript>) -> Result<Transcript> {
        let job = self.job(program)?;
        let expected = expected.filter(|transcript| transcript.never_ends());
        let watchdog = RefCell::new(Watchdog::new(expected.map(Transcript::printed)));
        let mut whole = Whole::default();
        self.player
            .play(&job, &|| watchdog.borrow().is_over(), |event| {
                watchdog.borrow_mut().see(&event);
                whole.add(event);
            });
        ensure!(
            whole.messages.is_empty() || matches!(whole.how, End::Refused { .. }),
            "the compiler warns about {}:\n{}",
            program.source().display(),
            whole.messages
        );
        let ending = watchdog.borrow().ending(program, whole.how)?;
        Ok(Transcript::new(&whole.stdout, &whole.stderr, ending))
    }

    /// The task that runs the program, built first where it must be, for a caller that starts it without a watchdog.
    ///
    /// # Errors
    /// That its language is not installed, or that the compiler refuses it.
    pub fn task(&self, program: &Program) -> Result<Task> {
        let job = self.job(program)?;
        self.player
            .task(&job, &|| false, &mut |_| {})
            .map_err(|reason| match reason {
                NotStarted::Failed(error) => error,
                NotStarted::Ended(end) => never_started(program, end),
            })
    }

    /// The program as a job of the player, whose language is made ready first.
    fn job(&self, program: &Program) -> Result<Job> {
        ToolKind::of(program.language)?;
        let source = shown(&self.root, program)?;
        self.prepared[program.language].get_or_init(|| {
            self.player
                .prepare(&self.crates_of, program.language, &mut |_| {});
        });
        Ok(Job::new(program.language, source))
    }
}

/// Watches a program that may never end. Such a program is stopped when it has printed all that it is expected to print, and is silent.
struct Watchdog {
    /// How many lines the program is expected to print if it never ends.
    expected: Option<usize>,
    /// How many it has printed.
    printed: usize,
    /// When it printed last, or when it started. `None` before the start.
    last: Option<Instant>,
}

impl Watchdog {
    fn new(expected: Option<usize>) -> Self {
        Watchdog {
            expected,
            printed: 0,
            last: None,
        }
    }

    fn see(&mut self, event: &Event) {
        match event {
            Event::Started => self.last = Some(Instant::now()),
            Event::Output { text, .. } => {
                self.printed += text.matches('\n').count();
                self.last = Some(Instant::now());
            }
            _ => {}
        }
    }

    /// Whether the program has printed everything and is silent, so that it can be stopped.
    fn is_over(&self) -> bool {
        self.expected.is_some_and(|lines| self.printed >= lines) && self.is_silent()
    }

    fn is_silent(&self) -> bool {
        self.last.is_some_and(|last| last.elapsed() >= SILENCE)
    }

    /// # Errors
    /// That the program did not start, or that it was still printing when it was stopped.
    fn ending(&self, program: &Program, end: End) -> Result<Ending> {
        Ok(match end {
            End::Exit { code } => Ending::Exit(code),
            End::Signal { number, .. } => Ending::Signal(number),
            End::Stopped | End::Deadlock { .. } => Ending::NeverEnds,
            End::Limit {
                limit: Limit::Time | Limit::Cpu,
                ..
            } if self.is_silent() => Ending::NeverEnds,
            End::Limit {
                limit: Limit::Time | Limit::Cpu | Limit::Output,
                ..
            } => bail!(
                "{} was still printing when it was stopped\n  fix: let it end, or let it fall silent",
                program.source().display()
            ),
            end => return Err(never_started(program, end)),
        })
    }
}

/// Why a program has no run.
fn never_started(program: &Program, end: End) -> anyhow::Error {
    let source = program.source();
    let source = source.display();
    match end {
        End::Refused { messages } => anyhow!("the compiler refuses {source}:\n{messages}"),
        End::Failed { text } | End::Limit { text, .. } => anyhow!("{source} does not run: {text}"),
        end => anyhow!("{source} does not run: {end:?}"),
    }
}
