//! Plays a program: takes its source, and tells what happens, event by event.
//!
//! # Layout
//! - [`Player`]: what this machine can play, and the way of one program from its source to its end.
//! - [`event`]: what happens meanwhile.
//! - [`limits`]: what a program, and its compiler, may take of the machine.
//! - [`tools`]: the compilers and interpreters: where they are, and how each makes a program of a source.
//! - [`builds`]: what compilers have made, kept by what it was made from.
//! - [`supervise`]: watches over one program, hands on what it prints, and stops it at its limits.
//! - [`sandbox`]: starts a program where it can do no harm.

pub mod builds;
pub mod event;
pub mod limits;
pub mod sandbox;
pub mod supervise;
pub mod tools;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::libraries::TARGET;
use crate::program::{self, Language, Program};
use builds::{Build, Builds};
use event::{End, Event, Limit, Stream};
use limits::Limits;
use sandbox::Isolation;
use sandbox::pool::Pool;
use supervise::Outcome;
use tools::{Short, Tool};

/// A program to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// What it is written in.
    pub language: Language,
    /// The whole program.
    pub source: String,
    /// Rust's edition; of no meaning elsewhere.
    pub edition: Edition,
    /// Whether the compiler takes its time to make the program fast.
    pub optimized: bool,
}

impl Job {
    /// A program as the book ships it.
    pub fn new(language: Language, source: impl Into<String>) -> Self {
        Job {
            language,
            source: source.into(),
            edition: Edition::E2024,
            optimized: false,
        }
    }
}

/// Rust's edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it all")]
pub enum Edition {
    E2015,
    E2018,
    E2021,
    E2024,
}

impl Edition {
    /// The edition of this name, for example `2024`.
    pub fn named(name: &str) -> Option<Self> {
        [
            Edition::E2015,
            Edition::E2018,
            Edition::E2021,
            Edition::E2024,
        ]
        .into_iter()
        .find(|edition| edition.to_string() == name)
    }
}

impl std::fmt::Display for Edition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Edition::E2015 => "2015",
            Edition::E2018 => "2018",
            Edition::E2021 => "2021",
            Edition::E2024 => "2024",
        })
    }
}

/// Whether programs of a language can be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Not yet; this is being built now.
    Preparing(String),
    /// They can; this is what compiles or runs them.
    Ready(String),
    /// They cannot, for this reason.
    Missing(String),
}

/// Whether nobody wants the program any more: asked again and again, while it is built and while it runs.
pub type Cancelled<'a> = &'a dyn Fn() -> bool;

/// How often somebody who waits for a language looks whether nobody wants the program any more.
const LOOK: Duration = Duration::from_millis(100);

/// What this machine can play.
pub struct Player {
    sandboxes: Pool,
    builds: Builds,
    /// For programs.
    run: Limits,
    /// For compilers.
    compile: Limits,
    languages: Mutex<BTreeMap<Language, Prepared>>,
    changed: Condvar,
}

#[derive(Clone)]
enum Prepared {
    Preparing(String),
    Ready(Arc<dyn Tool>),
    Missing(String),
}

impl Player {
    /// A player for the book whose root is `root`, where a program may take so long, and its compiler twice as long. No language
    /// is ready before [`Player::prepare`].
    ///
    /// # Errors
    /// That there is no room for builds.
    pub fn new(root: &Path, patience: Duration) -> Result<Self> {
        let isolation = match tools::probe(root) {
            Ok(task) => Isolation::find(&task),
            Err(error) => Isolation::None(format!("{error:#}")),
        };
        let folder = std::path::absolute(root.join(TARGET).join("builds"))?;
        let languages =
            Language::ALL.map(|language| (language, Prepared::Preparing("nothing yet".into())));
        Ok(Player {
            sandboxes: Pool::new(isolation),
            builds: Builds::open(&folder)?,
            run: Limits::RUN.lasting(patience),
            compile: Limits::COMPILE.lasting(patience * 2),
            languages: Mutex::new(languages.into()),
            changed: Condvar::new(),
        })
    }

    /// Whether programs are kept apart from this machine.
    pub fn isolation(&self) -> &Isolation {
        self.sandboxes.isolation()
    }

    /// How long a program may take.
    pub fn time_limit(&self) -> Duration {
        self.run.wall
    }

    /// How many sandboxes are ready for programs that nobody has asked for yet.
    pub fn spares(&self) -> usize {
        self.sandboxes.spares()
    }

    /// Takes down the sandboxes that are ready, and makes no more: none outlives this, whoever still holds the player. To be called
    /// when nothing is played any more.
    pub fn close(&self) {
        self.sandboxes.close();
    }

    /// Makes the languages ready, which may take long the first time; calls `tell` with what is being built.
    pub fn prepare(&self, root: &Path, mut tell: impl FnMut(Language, &State)) {
        // Python is there at once; Go builds a standard library.
        for language in [Language::Python, Language::Rust, Language::Go] {
            let prepared = tools::prepare(language, root, self.builds.folder(), &mut |what| {
                self.set(language, Prepared::Preparing(what.to_owned()));
                tell(language, &State::Preparing(what.to_owned()));
            });
            self.set(
                language,
                match prepared {
                    Ok(tool) => {
                        self.sandboxes.want(tool.view(), &self.run);
                        Prepared::Ready(tool.into())
                    }
                    Err(error) => Prepared::Missing(format!("{error:#}")),
                },
            );
            tell(language, &self.state(language));
        }
    }

    fn set(&self, language: Language, prepared: Prepared) {
        self.languages
            .lock()
            .expect("nobody panics with the lock")
            .insert(language, prepared);
        self.changed.notify_all();
    }

    /// Whether programs of this language can be played now.
    pub fn state(&self, language: Language) -> State {
        match self.prepared(language) {
            Prepared::Preparing(what) => State::Preparing(what),
            Prepared::Ready(tool) => State::Ready(tool.version().to_owned()),
            Prepared::Missing(why) => State::Missing(why),
        }
    }

    fn prepared(&self, language: Language) -> Prepared {
        self.languages.lock().expect("nobody panics with the lock")[&language].clone()
    }

    /// Builds the programs that the book ships, as far as their languages are ready, so that they start at once.
    ///
    /// # Errors
    /// That the programs cannot be read. One that cannot be built is left for whoever plays it to see.
    pub fn build_book(&self, root: &Path, cancelled: Cancelled) -> Result<()> {
        for program in program::all(root)? {
            if cancelled() {
                break;
            }
            let job = Job::new(program.language, shown(root, &program)?);
            if let Ok(tool) = self.tool(job.language, cancelled, &mut |_| {}) {
                let _ = self.build(&*tool, &job, Short::Start, cancelled, &mut |_| {});
            }
        }
        Ok(())
    }

    /// Plays a program to its end, or until it goes beyond a limit or `cancelled` says so; nothing of it is there afterwards.
    /// The last event is [`Event::Ended`], whatever happens.
    pub fn play(&self, job: &Job, cancelled: Cancelled, mut tell: impl FnMut(Event)) {
        let (how, ran, place) = match self.try_play(job, cancelled, &mut tell) {
            Ok(Ok(Outcome {
                end,
                elapsed,
                place,
            })) => (end, elapsed, Some(place)),
            Ok(Err(end)) => (end, Duration::ZERO, None),
            Err(error) => {
                let text = format!("{error:#}");
                (End::Failed { text }, Duration::ZERO, None)
            }
        };
        tell(Event::Ended { how, ms: ms(ran) });
        drop(place);
        // Nobody waits now.
        if let Prepared::Ready(tool) = self.prepared(job.language) {
            self.sandboxes.want(tool.view(), &self.run);
        }
    }

    /// The inner error says how it ended before it ran.
    fn try_play(
        &self,
        job: &Job,
        cancelled: Cancelled,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Result<Outcome, End>> {
        let tool = match self.tool(job.language, cancelled, tell) {
            Ok(tool) => tool,
            Err(end) => return Ok(Err(end)),
        };
        let build = match self.build(&*tool, job, Short::Build, cancelled, tell)? {
            Ok(build) => build,
            Err(end) => return Ok(Err(end)),
        };
        let program = build.map(|build| build.program).unwrap_or_default();
        tell(Event::Started);
        let outcome = supervise::run(
            &self.sandboxes,
            &tool.run(job, &program),
            &self.run,
            cancelled,
            |stream, text, since| {
                tell(Event::Output {
                    stream,
                    text: text.to_owned(),
                    ms: ms(since),
                });
            },
        )?;
        Ok(Ok(outcome))
    }

    /// Waits until the language is ready.
    fn tool(
        &self,
        language: Language,
        cancelled: Cancelled,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Arc<dyn Tool>, End> {
        let mut told = String::new();
        let mut languages = self.languages.lock().expect("nobody panics with the lock");
        loop {
            let what = match &languages[&language] {
                Prepared::Ready(tool) => return Ok(Arc::clone(tool)),
                Prepared::Missing(why) => return Err(End::Failed { text: why.clone() }),
                Prepared::Preparing(what) => what.clone(),
            };
            if cancelled() {
                return Err(End::Stopped);
            }
            if what != told {
                tell(Event::Preparing { what: what.clone() });
                told = what;
            }
            let waited = self.changed.wait_timeout(languages, LOOK);
            languages = waited.expect("nobody panics with the lock").0;
        }
    }

    /// The program's build, made now where it is not at hand; `None` where nothing is built. The inner error says how it
    /// ended instead.
    fn build(
        &self,
        tool: &dyn Tool,
        job: &Job,
        short: Short,
        cancelled: Cancelled,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Result<Option<Build>, End>> {
        let Some(with) = tool.builds_with() else {
            return Ok(Ok(None));
        };
        let language = job.language.to_string();
        let edition = job.edition.to_string();
        let optimized = job.optimized.to_string();
        let key = |short: Short| {
            let short = format!("{short:?}");
            Builds::key(&[with, &language, &edition, &optimized, &short, &job.source])
        };
        let at_hand = self.builds.find(&key(Short::Start));
        let at_hand = match short {
            Short::Start => at_hand,
            Short::Build => at_hand.or_else(|| self.builds.find(&key(Short::Build))),
        };
        if let Some(build) = at_hand {
            tell(Event::Compiled {
                ms: 0.0,
                cached: true,
                messages: build.messages.clone(),
            });
            return Ok(Ok(Some(build)));
        }
        tell(Event::Compiling);
        let since = Instant::now();
        let half = self.builds.begin()?;
        let mut messages = String::new();
        let mut end = End::Exit { code: 0 };
        for way in tool.ways(job, short, half.folder(), &half.program()) {
            messages.clear();
            for step in way {
                let outcome = supervise::run(
                    &self.sandboxes,
                    &step,
                    &self.compile,
                    cancelled,
                    |_, text, _| messages.push_str(text),
                )?;
                end = outcome.end;
                if end != (End::Exit { code: 0 }) {
                    break;
                }
            }
            // What stopped the compiler would stop it again.
            if !matches!(end, End::Exit { code: 1.. }) {
                break;
            }
        }
        Ok(match end {
            End::Exit { code: 0 } => {
                let build = self.builds.keep(half, &key(short), &messages)?;
                tell(Event::Compiled {
                    ms: ms(since.elapsed()),
                    cached: false,
                    messages,
                });
                Ok(Some(build))
            }
            End::Exit { .. } => Err(End::Refused { messages }),
            End::Limit {
                limit: Limit::Time | Limit::Cpu,
                text,
            } => Err(End::Limit {
                limit: Limit::CompileTime,
                text: format!("the compiler was {text}"),
            }),
            End::Limit {
                limit: Limit::Memory,
                text,
            } => Err(End::Limit {
                limit: Limit::CompileMemory,
                text: format!("the compiler was {text}"),
            }),
            // It has said more than anybody will read.
            End::Limit { .. } => Err(End::Refused { messages }),
            End::Signal { name, .. } => bail!("the compiler ended by {name}:\n{messages}"),
            end => Err(end),
        })
    }
}

/// A program of the book as its page has it: whole, without the marks by which the page chooses what it shows.
///
/// # Errors
/// That its file cannot be read.
pub fn shown(root: &Path, program: &Program) -> Result<String> {
    let text = std::fs::read_to_string(root.join(program.source()))?;
    Ok(text
        .lines()
        .filter(|line| !line.contains("ANCHOR: ") && !line.contains("ANCHOR_END: "))
        .map(|line| format!("{line}\n"))
        .collect())
}

fn ms(time: Duration) -> f64 {
    // Microseconds are as fine as anybody can tell.
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// A run, for those who want the whole of it and no events: what was printed, the compiler's words, how it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// What it printed to standard output.
    pub stdout: String,
    /// What it printed to standard error.
    pub stderr: String,
    /// What the compiler warned of, or why it refused the program.
    pub messages: String,
    /// How it ended.
    pub how: End,
    /// How long it ran, in milliseconds.
    pub ms: f64,
}

impl Default for Whole {
    fn default() -> Self {
        Whole {
            stdout: String::new(),
            stderr: String::new(),
            messages: String::new(),
            how: End::Stopped,
            ms: 0.0,
        }
    }
}

impl Whole {
    /// Takes up one event.
    pub fn add(&mut self, event: Event) {
        match event {
            Event::Output {
                stream: Stream::Stdout,
                text,
                ..
            } => self.stdout.push_str(&text),
            Event::Output {
                stream: Stream::Stderr,
                text,
                ..
            } => self.stderr.push_str(&text),
            Event::Compiled { messages, .. } => self.messages = messages,
            Event::Ended { how, ms } => {
                if let End::Refused { messages } = &how {
                    self.messages.clone_from(messages);
                }
                (self.how, self.ms) = (how, ms);
            }
            Event::Preparing { .. } | Event::Compiling | Event::Started => {}
        }
    }
}
