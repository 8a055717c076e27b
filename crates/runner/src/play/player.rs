//! Plays programs: from the source to the end of the run.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use languages::{ALL, Language};

use super::building::Builder;
use super::builds::Builds;
use super::event::{Event, NotStarted, milliseconds};
use super::job::{Cancelled, Job, shown};
use super::languages::{Languages, Preparation, State};
use super::limits::Limits;
use super::sandbox::{Isolation, Pool, Task};
use super::supervise::{self, TaskOutcome};
use super::tools::{self, Priority, Tool};
use crate::libraries::TARGET;
use crate::program;

/// Plays programs on this machine.
///
/// A player owns the pool of sandboxes and the folder of builds. It starts the pool's thread, and, unless it keeps no spares, one sandbox for
/// each language that is ready. [`Player::close`], or the drop of the player, ends both. The builds stay on the disk.
pub struct Player {
    sandboxes: Pool,
    builds: Builds,
    languages: Languages,
    program_limits: Limits,
    compiler_limits: Limits,
    /// Whether a sandbox is made before it is asked for.
    keeps_spares: bool,
}

impl Player {
    /// A player for the book whose root is `root`, where a program may run for `time_limit`. No language is ready before
    /// [`Player::prepare_all`].
    ///
    /// # Errors
    /// That the folder for builds cannot be made.
    pub fn new(root: &Path, time_limit: Duration) -> Result<Self> {
        let isolation = match tools::compiler_version(root) {
            Ok(task) => Isolation::by_running(&task),
            Err(error) => Isolation::None(format!("{error:#}")),
        };
        Player::with_isolation(root, isolation, time_limit)
    }

    /// A player that starts programs and compilers with this isolation, which may be less than the machine can do.
    ///
    /// # Errors
    /// That the folder for builds cannot be made.
    pub fn with_isolation(root: &Path, isolation: Isolation, time_limit: Duration) -> Result<Self> {
        let folder = std::path::absolute(root.join(TARGET).join("builds"))?;
        Ok(Player {
            sandboxes: Pool::new(isolation),
            builds: Builds::open(&folder)?,
            languages: Languages::unprepared(),
            program_limits: Limits::of_program(time_limit),
            compiler_limits: Limits::of_compiler(time_limit),
            keeps_spares: true,
        })
    }

    /// The same player, which makes a sandbox only when it is asked for one.
    #[must_use]
    pub fn without_spares(self) -> Self {
        Player {
            keeps_spares: false,
            ..self
        }
    }

    /// Whether programs are kept apart from this machine.
    pub fn isolation(&self) -> &Isolation {
        self.sandboxes.isolation()
    }

    /// How long a program may take.
    pub fn time_limit(&self) -> Duration {
        self.program_limits.wall
    }

    /// How many sandboxes are ready for the next programs.
    pub fn spares(&self) -> usize {
        self.sandboxes.spares()
    }

    /// Takes down the sandboxes that are ready, and makes no more. After this call none is left, even if another thread still holds the
    /// player. Call it when no program is played any more.
    pub fn close(&self) {
        self.sandboxes.close();
    }

    /// Makes the languages ready, which may take long the first time; calls `tell` with what is being built.
    pub fn prepare_all(&self, root: &Path, mut tell: impl FnMut(&'static Language, &State)) {
        // A language that is not compiled comes first, because it is ready at once. The order of the table does the rest: Go comes after
        // Rust, because its standard library has to be built.
        let mut languages: Vec<_> = ALL.iter().collect();
        languages.sort_by_key(|language| language.compiled);
        for language in languages {
            self.prepare(root, language, &mut |state| tell(language, state));
        }
    }

    /// Makes one language ready; calls `tell` with what is being built.
    pub fn prepare(&self, root: &Path, language: &'static Language, tell: &mut dyn FnMut(&State)) {
        let mut tell_progress = |what: &str| {
            let preparing = Preparation::Preparing(what.to_owned());
            self.languages.set(language, preparing);
            tell(&State::Preparing(what.to_owned()));
        };
        let (builds, isolation) = (self.builds.folder(), self.isolation());
        let tool = tools::prepare(language, root, builds, isolation, &mut tell_progress);
        self.use_tool(language, tool);
        tell(&self.state(language));
    }

    /// The folder of the builds, which a tool names in the view of its programs.
    pub fn builds(&self) -> &Path {
        self.builds.folder()
    }

    /// From now on, programs of this language are built and run by this tool. An error says why there is none.
    pub fn use_tool(&self, language: &'static Language, tool: Result<Box<dyn Tool>>) {
        let preparation = match tool {
            Ok(tool) => {
                self.want_spare(&*tool);
                Preparation::Ready(tool.into())
            }
            Err(error) => Preparation::Missing(format!("{error:#}")),
        };
        self.languages.set(language, preparation);
    }

    /// Whether programs of this language can be played now.
    pub fn state(&self, language: &'static Language) -> State {
        self.languages.state(language)
    }

    /// Builds the programs of the book that are not built yet, so that they start at once. A program whose language is not installed is
    /// left out. Builds of an older book are removed after a while.
    ///
    /// # Errors
    /// That the programs cannot be read, or the builds. A program that cannot be built is no error here: the reader who plays it sees why.
    pub fn build_book(&self, root: &Path, cancelled: Cancelled) -> Result<()> {
        let mut keys = BTreeSet::new();
        for program in program::all(root, ALL)? {
            if cancelled() {
                return Ok(());
            }
            let job = Job::new(program.language, shown(root, &program)?);
            let tool = self.languages.wait(job.language, cancelled, &mut |_| {});
            if let Ok(tool) = tool {
                let builder = self.builder(&*tool, Priority::FastStart, cancelled);
                let _ = builder.build(&job, &mut |_| {});
                keys.insert(builder.key(&job));
            }
        }
        self.builds.retain_book(&keys)
    }

    /// Plays a program until it ends, goes beyond a limit, or `cancelled` says so. No process of it is left afterwards. Calls `tell` with
    /// each event; the last is always [`Event::Ended`].
    pub fn play(&self, job: &Job, cancelled: Cancelled, mut tell: impl FnMut(Event)) {
        match self.try_play(job, cancelled, &mut tell) {
            Ok(outcome) => {
                tell(Event::Ended {
                    how: outcome.end,
                    ms: milliseconds(outcome.elapsed),
                    reached: outcome.reached,
                });
                // After the event, because the reader would otherwise wait until the sandbox is taken down.
                drop(outcome.sandbox);
            }
            Err(reason) => tell(Event::never_started(reason.into())),
        }
        // The next sandbox is made now, because no reader waits at this moment.
        if let Some(tool) = self.languages.ready(job.language) {
            self.want_spare(&*tool);
        }
    }

    fn want_spare(&self, tool: &dyn Tool) {
        if self.keeps_spares {
            self.sandboxes.want(tool.view(), &self.program_limits);
        }
    }

    fn try_play(
        &self,
        job: &Job,
        cancelled: Cancelled,
        tell: &mut dyn FnMut(Event),
    ) -> Result<TaskOutcome, NotStarted> {
        let task = self.task(job, cancelled, tell)?;
        tell(Event::Started);
        let outcome = supervise::run(
            &self.sandboxes,
            &task,
            &self.program_limits,
            cancelled,
            |stream, text, since| {
                tell(Event::Output {
                    stream,
                    text: text.to_owned(),
                    ms: milliseconds(since),
                });
            },
        )?;
        Ok(outcome)
    }

    /// The task that runs the job's program, which is built first where it must be. Calls `tell` with what happens until then.
    ///
    /// # Errors
    /// That the language cannot be played, that the compiler refuses the program, or that `cancelled` says so.
    pub fn task(
        &self,
        job: &Job,
        cancelled: Cancelled,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Task, NotStarted> {
        let tool: Arc<dyn Tool> = self.languages.wait(job.language, cancelled, tell)?;
        let builder = self.builder(&*tool, Priority::FastBuild, cancelled);
        let build = builder.build(job, tell)?;
        let program = build.map(|build| build.program).unwrap_or_default();
        Ok(tool.run(job, &program))
    }

    fn builder<'a>(
        &'a self,
        tool: &'a dyn Tool,
        priority: Priority,
        cancelled: Cancelled<'a>,
    ) -> Builder<'a> {
        Builder {
            builds: &self.builds,
            sandboxes: &self.sandboxes,
            limits: &self.compiler_limits,
            tool,
            priority,
            cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::builds::Build;
    use crate::play::tools::scripts::Scripts;

    /// A player for a book of one program, `python/a/main.py`.
    fn player(root: &Path) -> Player {
        std::fs::create_dir_all(root.join("python/a")).unwrap();
        std::fs::write(root.join("python/a/main.py"), "print()\n").unwrap();
        let player = Player {
            sandboxes: Pool::new(Isolation::by_running(&Task::shell("true"))),
            builds: Builds::open(&root.join("builds")).unwrap(),
            languages: Languages::unprepared(),
            program_limits: Limits::RUN,
            compiler_limits: Limits::COMPILE,
            keeps_spares: true,
        };
        let tool = Scripts::new(player.isolation(), &["echo a > $out/program"]);
        let ready = Preparation::Ready(Arc::new(tool));
        player.languages.set(&Language::PYTHON, ready);
        player
    }

    /// The build that a reader gets of the book's program.
    fn build(player: &Player) -> Build {
        let tool = player.languages.ready(&Language::PYTHON).unwrap();
        let builder = player.builder(&*tool, Priority::FastBuild, &|| false);
        let job = Job::new(&Language::PYTHON, "print()\n");
        builder.build(&job, &mut |_| {}).unwrap().unwrap()
    }

    /// The programs of the book are built for the book's shelf, and again when a build is gone; a reader finds them there.
    #[test]
    fn the_book_is_built_again() {
        let root = tempfile::tempdir().unwrap();
        let player = player(root.path());
        let kept = |shelf: &str| {
            let shelf = root.path().join("builds").join(shelf);
            std::fs::read_dir(shelf).unwrap().count()
        };
        for _ in 0..2 {
            player.build_book(root.path(), &|| false).unwrap();
            assert_eq!(kept("book"), 1);
            let built = build(&player);
            assert!(built.program.starts_with(root.path().join("builds/book")));
            assert_eq!(kept("readers"), 0);
            std::fs::remove_dir_all(built.program.parent().unwrap()).unwrap();
        }
    }
}
