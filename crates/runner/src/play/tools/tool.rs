//! What a compiler or an interpreter does for play.

use std::path::Path;

use crate::play::job::Job;
use crate::play::sandbox::{Task, View};

/// Whether the build or the start of a program is to be fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// The build, because a reader waits for it.
    FastBuild,
    /// Each start of the program, because it is built once, beforehand, and played often.
    FastStart,
}

/// What makes programs of one language run.
pub trait Tool: Send + Sync {
    /// What it calls itself, for example `rustc 1.95.0`.
    fn version(&self) -> &str;

    /// What a build depends on in addition to what [`Tool::attempts`] returns: the contents of the folders that are named there. `None`
    /// for a language in which nothing is built.
    fn builds_with(&self) -> Option<&str>;

    /// Why the job is not a program, in a case that the compiler itself would accept.
    fn refuse(&self, _: &Job) -> Option<String> {
        None
    }

    /// The attempts to build the job's program as `program` in `folder`. Each attempt is a list of tasks that run one after the other. The
    /// first attempt that succeeds builds the program. If none succeeds, the reader sees the messages of the last one.
    fn attempts(
        &self,
        job: &Job,
        priority: Priority,
        folder: &Path,
        program: &Path,
    ) -> Vec<Vec<Task>>;

    /// The compiler's messages as a reader is to see them: without paths of this machine, and with a hint where it helps. `folder` is the
    /// folder of the build.
    fn explain(&self, _job: &Job, messages: &str, _folder: &Path) -> String {
        messages.to_owned()
    }

    /// What of the machine a program can see when it runs.
    fn view(&self) -> &View;

    /// The task that runs the job's program. `program` is its build; in a language in which nothing is built, it is ignored.
    fn run(&self, job: &Job, program: &Path) -> Task;
}
