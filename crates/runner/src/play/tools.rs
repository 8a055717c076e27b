//! The compilers and interpreters that play uses: where they are, and how each makes a program of a source.

mod go;
mod places;
mod python;
mod rust;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Job;
use super::sandbox::{Isolation, Task, View};
use crate::program::Language;

/// What a build is to make short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Short {
    /// Itself: a reader waits for it.
    Build,
    /// Each start of the program: it is built once, beforehand, and played often.
    Start,
}

/// What makes programs of one language run.
pub trait Tool: Send + Sync {
    /// What it calls itself, for example `rustc 1.95.0`.
    fn version(&self) -> &str;

    /// What a build depends on beside all that [`Tool::ways`] says: what is in the folders that are named there. `None` where
    /// nothing is built.
    fn builds_with(&self) -> Option<&str>;

    /// Why the job's program is none, where the compiler itself would not say so.
    fn refuse(&self, _: &Job) -> Option<String> {
        None
    }

    /// The ways to build the job's program as `program` in `folder`. The first that succeeds counts; what the last has to
    /// say is for the reader. The steps of each are tasks that follow one another.
    fn ways(&self, job: &Job, short: Short, folder: &Path, program: &Path) -> Vec<Vec<Task>>;

    /// What the compiler had to say, as a reader is to see it: without paths of this machine, and with a hint where it helps.
    /// `folder` is that of the build.
    fn explain(&self, _job: &Job, messages: &str, _folder: &Path) -> String {
        messages.to_owned()
    }

    /// What of the machine a program can see when it runs.
    fn view(&self) -> &View;

    /// What runs the job's program, which was built where there is something to build.
    fn run(&self, job: &Job, program: &Path) -> Task;
}

/// Finds the tool of a language and makes it ready, which may take long: `tell` is called with what is being built. What it builds
/// of programs will be in the folder `builds`; its tasks are for a machine with this isolation.
///
/// # Errors
/// That this machine does not have it, or that it does not work.
pub fn prepare(
    language: Language,
    root: &Path,
    builds: &Path,
    isolation: &Isolation,
    tell: &mut dyn FnMut(&str),
) -> Result<Box<dyn Tool>> {
    Ok(match language {
        Language::Rust => Box::new(rust::Rust::prepare(root, builds, isolation, tell)?),
        Language::Go => Box::new(go::Go::prepare(root, builds, isolation, tell)?),
        Language::Python => Box::new(python::Python::find()?),
    })
}

/// A task that shows whether a sandbox works here: the compiler's own version, which is seen in the sandbox alone.
///
/// # Errors
/// That there is no compiler.
pub fn probe(root: &Path) -> Result<Task> {
    rust::probe(root)
}

/// What a command says, without the white space around it.
fn said(command: &mut Command) -> Result<String> {
    let name = command.get_program().display().to_string();
    let output = command
        .output()
        .with_context(|| format!("no `{name}` is on the PATH"))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} fails: {}", errors.trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Those of the paths that are there.
fn existing(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Vec<PathBuf> {
    paths
        .into_iter()
        .map(Into::into)
        .filter(|path: &PathBuf| path.exists())
        .collect()
}
