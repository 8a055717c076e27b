//! Builds one program: finds the build that was made before, or calls the compiler and keeps what it makes.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, anyhow};

use super::builds::{Build, BuildFolder, Builds, Shelf};
use super::event::{End, Event, Limit, NotStarted, milliseconds};
use super::job::{Cancelled, Job};
use super::limits::Limits;
use super::sandbox::Pool;
use super::supervise;
use super::tools::{Priority, Tool};

/// Builds programs of one language, for one priority.
pub struct Builder<'a> {
    /// Where builds are kept.
    pub builds: &'a Builds,
    /// Where the compiler runs.
    pub sandboxes: &'a Pool,
    /// How much the compiler may take.
    pub limits: &'a Limits,
    /// The compiler.
    pub tool: &'a dyn Tool,
    /// Whether the build or the start of the program is to be fast.
    pub priority: Priority,
    /// Stops the compiler.
    pub cancelled: Cancelled<'a>,
}

impl Builder<'_> {
    /// The program's build, which is made now unless it was made before; `None` for a language in which nothing is built. `tell` is
    /// called with what happens.
    ///
    /// # Errors
    /// That the compiler refuses the program or is stopped, or that the build cannot be made or kept.
    pub fn build(
        &self,
        job: &Job,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Option<Build>, NotStarted> {
        if self.tool.builds_with().is_none() {
            return Ok(None);
        }
        if let Some(build) = self.find(job) {
            tell(Event::Compiled {
                ms: 0.0,
                cached: true,
                messages: build.messages.clone(),
            });
            return Ok(Some(build));
        }
        if let Some(messages) = self.tool.refuse(job) {
            return Err(refused(messages));
        }
        tell(Event::Compiling);
        let since = Instant::now();
        let folder = self.builds.begin()?;
        let (end, output) = self.compile(job, &folder)?;
        let mut messages = self.tool.explain(job, &output, folder.path());
        check_end(end, &messages)?;
        let shelf = shelf(self.priority);
        if let Some(why) = self.builds.too_large(shelf, &folder) {
            messages.push_str(&why);
            return Err(refused(messages));
        }
        let build = self.builds.keep(folder, shelf, &self.key(job), &messages)?;
        tell(Event::Compiled {
            ms: milliseconds(since.elapsed()),
            cached: false,
            messages,
        });
        Ok(Some(build))
    }

    /// The key of a job's build: a hash of everything that the compiler is given, so that a change of any of it changes the key.
    pub fn key(&self, job: &Job) -> String {
        key(self.tool, job, self.priority)
    }

    /// A build that was made before. For a reader too, one that starts fast is better than one that was built fast.
    fn find(&self, job: &Job) -> Option<Build> {
        let find = |priority| {
            let key = key(self.tool, job, priority);
            self.builds.find(shelf(priority), &key)
        };
        match self.priority {
            Priority::FastStart => find(Priority::FastStart),
            Priority::FastBuild => find(Priority::FastStart).or_else(|| find(Priority::FastBuild)),
        }
    }

    /// Makes one attempt after the other to build the program, each in an empty folder, until one succeeds. Returns how the last
    /// attempt ended, and what its compiler printed.
    fn compile(&self, job: &Job, folder: &BuildFolder) -> Result<(End, String)> {
        let mut output = String::new();
        let mut end = End::Exit { code: 0 };
        let attempts = self
            .tool
            .attempts(job, self.priority, folder.path(), &folder.program());
        for attempt in attempts {
            folder.clear()?;
            output.clear();
            for step in attempt {
                let outcome = supervise::run(
                    self.sandboxes,
                    &step,
                    self.limits,
                    self.cancelled,
                    |_, text, _| output.push_str(text),
                )?;
                end = outcome.end;
                if end != (End::Exit { code: 0 }) {
                    break;
                }
            }
            // A limit or a signal that ended this attempt would end the next one as well.
            if !matches!(end, End::Exit { code: 1.. }) {
                break;
            }
        }
        Ok((end, output))
    }
}

/// The shelf for builds of a priority.
fn shelf(priority: Priority) -> Shelf {
    match priority {
        Priority::FastStart => Shelf::Book,
        Priority::FastBuild => Shelf::Readers,
    }
}

fn key(tool: &dyn Tool, job: &Job, priority: Priority) -> String {
    let folder = Path::new("/");
    let attempts = tool.attempts(job, priority, folder, &folder.join("program"));
    let tasks = attempts.iter().flatten().map(|task| format!("{task:?}"));
    let tasks: Vec<String> = tasks.collect();
    let with = tool.builds_with().into_iter();
    Builds::key(with.chain(tasks.iter().map(String::as_str)))
}

fn refused(messages: String) -> NotStarted {
    NotStarted::Ended(End::Refused { messages })
}

/// # Errors
/// If the compiler did not end well, how the program ended instead of starting. If the compiler itself crashed, an error of the server.
fn check_end(end: End, messages: &str) -> Result<(), NotStarted> {
    let too_much = |limit, text| {
        let text = format!("the compiler was {text}");
        NotStarted::Ended(End::Limit { limit, text })
    };
    Err(match end {
        End::Exit { code: 0 } => return Ok(()),
        End::Limit {
            limit: Limit::Time | Limit::Cpu,
            text,
        } => too_much(Limit::CompileTime, text),
        End::Limit {
            limit: Limit::Memory,
            text,
        } => too_much(Limit::CompileMemory, text),
        // The other limit is that of the output: nobody will read more messages than were printed until then.
        End::Exit { .. } | End::Limit { .. } => refused(messages.to_owned()),
        End::Signal { name, .. } => anyhow!("the compiler ended by {name}:\n{messages}").into(),
        end => NotStarted::Ended(end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::sandbox::{Isolation, Task};
    use crate::play::tools::scripts::Scripts;
    use languages::Language;

    /// Builds an empty program with a compiler that makes these attempts, in the folder `root`.
    fn build(root: &Path, attempts: &'static [&'static str]) -> Result<Option<Build>, NotStarted> {
        let sandboxes = Pool::new(Isolation::by_running(&Task::shell("true")));
        let tool = Scripts::new(sandboxes.isolation(), attempts);
        let builder = Builder {
            builds: &Builds::open(&root.join("builds")).unwrap(),
            sandboxes: &sandboxes,
            limits: &Limits::COMPILE,
            tool: &tool,
            priority: Priority::FastBuild,
            cancelled: &|| false,
        };
        builder.build(&Job::new(&Language::PYTHON, ""), &mut |_| {})
    }

    /// The second attempt finds an empty folder, and its messages are those that a reader sees.
    #[test]
    fn an_attempt_finds_nothing_of_the_one_before() {
        const FIRST: &str = "echo first; echo a > $out/program; : > $out/left; exit 1";
        const SECOND: &str = "echo $out/*; echo second; echo b > $out/program";
        let root = tempfile::tempdir().unwrap();
        let built = build(root.path(), &[FIRST, SECOND]).unwrap().unwrap();
        // The shell prints its pattern, because no file matches it.
        assert!(built.messages.ends_with("/*\nsecond\n"), "{built:?}");
        assert_eq!(std::fs::read_to_string(built.program).unwrap(), "b\n");
    }

    /// A program that is too large is refused, and nothing of it is kept.
    #[test]
    fn what_is_too_large_is_refused() {
        const DOUBLES: &str = "a=0123456789abcdef; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do a=$a$a; done; \
                               for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do echo $a; done > $out/program";
        let root = tempfile::tempdir().unwrap();
        let Err(NotStarted::Ended(End::Refused { messages })) = build(root.path(), &[DOUBLES])
        else {
            panic!("it is taken");
        };
        assert!(messages.contains("32 MiB at the most"), "{messages}");
        let kept = std::fs::read_dir(root.path().join("builds/readers")).unwrap();
        assert_eq!(kept.count(), 0);
    }

    /// The key of a build depends on everything that the compiler is given.
    #[test]
    fn keys_follow_the_compiler() {
        let key_of = |attempts, source| {
            let tool = Scripts::new(&Isolation::Full, attempts);
            let job = Job::new(&Language::PYTHON, source);
            key(&tool, &job, Priority::FastBuild)
        };
        assert_eq!(key_of(&["a"], ""), key_of(&["a"], ""));
        assert_ne!(key_of(&["a"], ""), key_of(&["b"], ""));
        assert_ne!(key_of(&["a"], ""), key_of(&["a", "a"], ""));
    }
}
