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

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::libraries::TARGET;
use crate::program::{self, Language, Program};
use builds::{Build, Builds, Half, Shelf};
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
            let mut told = |what: &str| {
                self.set(language, Prepared::Preparing(what.to_owned()));
                tell(language, &State::Preparing(what.to_owned()));
            };
            let (builds, isolation) = (self.builds.folder(), self.isolation());
            let prepared = tools::prepare(language, root, builds, isolation, &mut told);
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

    /// Builds the programs that the book ships and that are not built yet, as far as their languages are ready, so that they
    /// start at once. What was built of an older book goes after a while.
    ///
    /// # Errors
    /// That the programs cannot be read, or the builds. A program that cannot be built is no error here: the reader who plays it sees why.
    pub fn build_book(&self, root: &Path, cancelled: Cancelled) -> Result<()> {
        let mut keys = BTreeSet::new();
        for program in program::all(root)? {
            if cancelled() {
                return Ok(());
            }
            let job = Job::new(program.language, shown(root, &program)?);
            if let Ok(tool) = self.tool(job.language, cancelled, &mut |_| {}) {
                let _ = self.build(&*tool, &job, Short::Start, cancelled, &mut |_| {});
                keys.insert(key(&*tool, &job, Short::Start));
            }
        }
        self.builds.retain_book(&keys)
    }

    /// Plays a program to its end, or until it goes beyond a limit or `cancelled` says so; nothing of it is there afterwards.
    /// The last event is [`Event::Ended`], whatever happens.
    pub fn play(&self, job: &Job, cancelled: Cancelled, mut tell: impl FnMut(Event)) {
        let played = self.try_play(job, cancelled, &mut tell);
        let (ended, place) = match played {
            Ok(Ok(Outcome {
                end,
                elapsed,
                reached,
                place,
            })) => {
                let ended = Event::Ended {
                    how: end,
                    ms: ms(elapsed),
                    reached,
                };
                (ended, Some(place))
            }
            Ok(Err(end)) => (Event::never_started(end), None),
            Err(error) => {
                let text = format!("{error:#}");
                (Event::never_started(End::Failed { text }), None)
            }
        };
        tell(ended);
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
        if tool.builds_with().is_none() {
            return Ok(Ok(None));
        }
        if let Some(build) = self.at_hand(tool, job, short) {
            tell(Event::Compiled {
                ms: 0.0,
                cached: true,
                messages: build.messages.clone(),
            });
            return Ok(Ok(Some(build)));
        }
        if let Some(messages) = tool.refuse(job) {
            return Ok(Err(End::Refused { messages }));
        }
        tell(Event::Compiling);
        let since = Instant::now();
        let half = self.builds.begin()?;
        let (end, said) = self.compile(tool, job, short, &half, cancelled)?;
        let mut messages = tool.explain(job, &said, half.folder());
        if let Err(end) = compiled(end, &messages)? {
            return Ok(Err(end));
        }
        if let Some(why) = self.builds.too_large(shelf(short), &half) {
            messages.push_str(&why);
            return Ok(Err(End::Refused { messages }));
        }
        let key = key(tool, job, short);
        let build = self.builds.keep(half, shelf(short), &key, &messages)?;
        tell(Event::Compiled {
            ms: ms(since.elapsed()),
            cached: false,
            messages,
        });
        Ok(Ok(Some(build)))
    }

    /// A build that was made before: the one that starts quickly, where that was made.
    fn at_hand(&self, tool: &dyn Tool, job: &Job, short: Short) -> Option<Build> {
        let find = |short| self.builds.find(shelf(short), &key(tool, job, short));
        match short {
            Short::Start => find(Short::Start),
            Short::Build => find(Short::Start).or_else(|| find(Short::Build)),
        }
    }

    /// Tries the ways to build the program, each in an empty folder, until one succeeds: how the last of them ended, and what
    /// its compiler had to say.
    fn compile(
        &self,
        tool: &dyn Tool,
        job: &Job,
        short: Short,
        half: &Half,
        cancelled: Cancelled,
    ) -> Result<(End, String)> {
        let mut said = String::new();
        let mut end = End::Exit { code: 0 };
        for way in tool.ways(job, short, half.folder(), &half.program()) {
            half.clear()?;
            said.clear();
            for step in way {
                let outcome = supervise::run(
                    &self.sandboxes,
                    &step,
                    &self.compile,
                    cancelled,
                    |_, text, _| said.push_str(text),
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
        Ok((end, said))
    }
}

/// The shelf for builds of a kind.
fn shelf(short: Short) -> Shelf {
    match short {
        Short::Start => Shelf::Book,
        Short::Build => Shelf::Readers,
    }
}

/// The name of a job's build: it is made of all that the compiler is given, so what changes any of that changes the name.
fn key(tool: &dyn Tool, job: &Job, short: Short) -> String {
    let folder = Path::new("/");
    let ways = tool.ways(job, short, folder, &folder.join("program"));
    let tasks = ways.iter().flatten().map(|task| format!("{task:?}"));
    let tasks: Vec<String> = tasks.collect();
    let with = tool.builds_with().into_iter();
    Builds::key(with.chain(tasks.iter().map(String::as_str)))
}

/// How it ended instead, where the compiler did not end well.
///
/// # Errors
/// That the compiler itself has failed.
fn compiled(end: End, messages: &str) -> Result<Result<(), End>> {
    let messages = messages.to_owned();
    let too_much = |limit, text| End::Limit {
        limit,
        text: format!("the compiler was {text}"),
    };
    Ok(match end {
        End::Exit { code: 0 } => Ok(()),
        End::Exit { .. } => Err(End::Refused { messages }),
        End::Limit {
            limit: Limit::Time | Limit::Cpu,
            text,
        } => Err(too_much(Limit::CompileTime, text)),
        End::Limit {
            limit: Limit::Memory,
            text,
        } => Err(too_much(Limit::CompileMemory, text)),
        // It has said more than anybody will read.
        End::Limit { .. } => Err(End::Refused { messages }),
        End::Signal { name, .. } => bail!("the compiler ended by {name}:\n{messages}"),
        end => Err(end),
    })
}

/// A program of the book as its page has it: whole, the lines of its anchors blank; see [`text::program`].
///
/// # Errors
/// That its file cannot be read.
pub fn shown(root: &Path, program: &Program) -> Result<String> {
    Ok(text::program(&text::read(&root.join(program.source()))?))
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
            Event::Ended { how, ms, .. } => {
                if let End::Refused { messages } = &how {
                    self.messages.clone_from(messages);
                }
                (self.how, self.ms) = (how, ms);
            }
            Event::Preparing { .. } | Event::Compiling | Event::Started => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sandbox::{Mount, Task, View};

    /// A compiler of Python, for these tests: its ways are scripts, which find the folder to build into in `$out`.
    struct Scripts {
        confined: bool,
        ways: &'static [&'static str],
        view: View,
    }

    impl Tool for Scripts {
        fn version(&self) -> &str {
            "scripts"
        }

        fn builds_with(&self) -> Option<&str> {
            Some("the shell")
        }

        fn ways(&self, _: &Job, _: Short, folder: &Path, _: &Path) -> Vec<Vec<Task>> {
            let mut out = Mount::in_place(folder);
            if self.confined {
                out.at = "/out".into();
            }
            let ways = self.ways.iter().map(|script| {
                let mut task = Task::shell(script);
                task.environment = vec![("out".into(), out.at.display().to_string())];
                task.view.writable = Some(out.clone());
                vec![task]
            });
            ways.collect()
        }

        fn view(&self) -> &View {
            &self.view
        }

        fn run(&self, _: &Job, _: &Path) -> Task {
            Task::shell("true")
        }
    }

    /// A player of one program, `python/a/main.py`, whose compiler goes these ways.
    fn player(root: &Path, ways: &'static [&'static str]) -> Player {
        std::fs::create_dir_all(root.join("python/a")).unwrap();
        std::fs::write(root.join("python/a/main.py"), "print()\n").unwrap();
        let player = Player {
            sandboxes: Pool::new(Isolation::find(&Task::shell("true"))),
            builds: Builds::open(&root.join("builds")).unwrap(),
            run: Limits::RUN,
            compile: Limits::COMPILE,
            languages: Mutex::default(),
            changed: Condvar::new(),
        };
        let tool = Scripts {
            confined: *player.isolation() == Isolation::Full,
            ways,
            view: View::default(),
        };
        let tool = Prepared::Ready(Arc::new(tool));
        player.set(Language::Python, tool);
        player
    }

    fn build(player: &Player, source: &str) -> Result<Result<Option<Build>, End>> {
        let job = Job::new(Language::Python, source);
        let tool = player
            .tool(Language::Python, &|| false, &mut |_| {})
            .unwrap();
        player.build(&*tool, &job, Short::Build, &|| false, &mut |_| {})
    }

    /// The second way finds an empty folder, and what it says is what a reader gets to know.
    #[test]
    fn a_way_finds_nothing_of_the_one_before() {
        const FIRST: &str = "echo first; echo a > $out/program; : > $out/left; exit 1";
        const SECOND: &str = "echo $out/*; echo second; echo b > $out/program";
        let root = tempfile::tempdir().unwrap();
        let player = player(root.path(), &[FIRST, SECOND]);
        let built = build(&player, "").unwrap().unwrap().unwrap();
        // The shell finds nothing for its pattern.
        assert!(built.messages.ends_with("/*\nsecond\n"), "{built:?}");
        assert_eq!(std::fs::read_to_string(built.program).unwrap(), "b\n");
    }

    /// A program that is too large is refused, and nothing is kept of it.
    #[test]
    fn what_is_too_large_is_refused() {
        let root = tempfile::tempdir().unwrap();
        const DOUBLES: &str = "a=0123456789abcdef; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do a=$a$a; done; \
                               for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do echo $a; done > $out/program";
        let player = player(root.path(), &[DOUBLES]);
        let Err(End::Refused { messages }) = build(&player, "").unwrap() else {
            panic!("it is taken");
        };
        assert!(messages.contains("32 MiB at the most"), "{messages}");
        assert_eq!(kept(root.path(), "readers"), 0);
    }

    /// The book's programs are built for the book's shelf, and again where one is gone; a reader finds them there.
    #[test]
    fn the_book_is_built_again() {
        let root = tempfile::tempdir().unwrap();
        let player = player(root.path(), &["echo a > $out/program"]);
        for _ in 0..2 {
            player.build_book(root.path(), &|| false).unwrap();
            assert_eq!(kept(root.path(), "book"), 1);
            let built = build(&player, "print()\n").unwrap().unwrap().unwrap();
            assert!(built.program.starts_with(root.path().join("builds/book")));
            assert_eq!(kept(root.path(), "readers"), 0);
            std::fs::remove_dir_all(built.program.parent().unwrap()).unwrap();
        }
    }

    /// The key of a build depends on all that the compiler is given.
    #[test]
    fn keys_follow_the_compiler() {
        let of = |ways, source| {
            let tool = Scripts {
                confined: true,
                ways,
                view: View::default(),
            };
            key(&tool, &Job::new(Language::Python, source), Short::Build)
        };
        assert_eq!(of(&["a"], ""), of(&["a"], ""));
        assert_ne!(of(&["a"], ""), of(&["b"], ""));
        assert_ne!(of(&["a"], ""), of(&["a", "a"], ""));
    }

    /// How many builds are on a shelf.
    fn kept(root: &Path, shelf: &str) -> usize {
        std::fs::read_dir(root.join("builds").join(shelf))
            .unwrap()
            .count()
    }
}
