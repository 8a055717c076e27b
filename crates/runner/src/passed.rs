//! Remembers which checks have passed, so that a check whose inputs have not changed does not run again.
//!
//! A check has a name and a [`Fingerprint`] of everything that its result depends on. When it passes, the fingerprint is written to a file
//! in `target/passed`. The next time, the check is left out if its fingerprint is still the same. The file is removed before a check runs,
//! so a check that fails, panics or is interrupted is never remembered.
//!
//! Every check runs if the environment variable `CI` or `COURSE_RUNS` is set, or if the test executable was called with the name of a test.
//!
//! # Layout
//! - [`Passed`]: a group of checks, which have names.
//! - [`Tests`]: the same for functions with `#[test]`.
//! - [`Fingerprint`]: what a check depends on.

mod file;
mod fingerprint;

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;

use crate::complete;

pub use file::{Test, Tests};
pub use fingerprint::Fingerprint;

/// Where the fingerprints are, relative to the root of the book.
const FOLDER: &str = "target/passed";

/// If one of these environment variables is set, every check runs: `CI` because a run before a change lands must depend on nothing that an
/// earlier run wrote, and `COURSE_RUNS` because it asks for further runs of the same programs.
const RUN_ALL: [&str; 2] = ["CI", "COURSE_RUNS"];

/// A group of checks, and which of them have passed before.
pub struct Passed {
    folder: PathBuf,
    /// What the group consists of, in the plural, for example `chapters`.
    what: String,
    /// How many checks the group has, if the last one shall say how many were left out.
    count: Option<usize>,
    run_all: bool,
    /// How many checks have ended or were left out.
    seen: AtomicUsize,
    unchanged: AtomicUsize,
}

impl Passed {
    /// The checks of `what`, such as `chapters`, in the book whose root is `root`.
    pub fn of(root: &Path, what: &str) -> Self {
        let asked_for = RUN_ALL.iter().any(|name| std::env::var_os(name).is_some());
        // A person who names a test wants to see it run.
        let test_is_named = std::env::args().skip(1).any(|word| !word.starts_with('-'));
        Passed::new(root, what, asked_for || test_is_named)
    }

    fn new(root: &Path, what: &str, run_all: bool) -> Self {
        Passed {
            folder: root.join(FOLDER).join(file_name(what)),
            what: what.to_owned(),
            count: None,
            run_all,
            seen: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
        }
    }

    /// The same group, which has `count` checks. When the last of them has ended, it says how many were left out.
    #[must_use]
    pub fn with_count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }

    /// Begins a check; `None` if it passed before with the same fingerprint, so that it need not run.
    pub fn begin(&self, name: &str, fingerprint: &Fingerprint) -> Option<Check<'_>> {
        let file = self.folder.join(file_name(name));
        // Two names may have the same file, so the name is part of what is compared.
        let fingerprint = fingerprint.clone().with(name).to_string();
        let passed_before = fs::read_to_string(&file).is_ok_and(|before| before == fingerprint);
        if passed_before && !self.run_all {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            self.end_one();
            return None;
        }
        let _ = fs::remove_file(&file);
        Some(Check {
            group: self,
            file,
            fingerprint,
        })
    }

    /// Runs the check, unless it passed before with the same fingerprint.
    ///
    /// # Errors
    /// Those of the check.
    pub fn check<E>(
        &self,
        name: &str,
        fingerprint: &Fingerprint,
        check: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(begun) = self.begin(name, fingerprint) {
            check()?;
            begun.passed();
        }
        Ok(())
    }

    /// Counts a check that has ended or was left out.
    fn end_one(&self) {
        let seen = self.seen.fetch_add(1, Ordering::Relaxed) + 1;
        if self.count == Some(seen) {
            self.say();
        }
    }

    /// Says on stderr how many checks were left out, past the test harness, which hides what a test that passes prints.
    pub fn say(&self) {
        let _ = writeln!(io::stderr(), "{self}");
    }

    /// How many checks there have been so far, those that were left out among them.
    pub fn seen(&self) -> usize {
        self.seen.load(Ordering::Relaxed)
    }
}

/// A check that runs. If it is dropped before it has passed, because the check fails or panics, it is not remembered.
#[must_use = "a check is remembered only when it says that it passed"]
pub struct Check<'a> {
    group: &'a Passed,
    file: PathBuf,
    fingerprint: String,
}

impl Check<'_> {
    /// Remembers that the check has passed.
    pub fn passed(self) {
        // If the fingerprint cannot be written, the check runs again next time.
        let _ = complete::file(&self.file, |half| Ok(fs::write(half, &self.fingerprint)?));
    }
}

impl Drop for Check<'_> {
    fn drop(&mut self) {
        self.group.end_one();
    }
}

/// A line for people: how many of the checks were left out.
impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unchanged, seen) = (self.unchanged.load(Ordering::Relaxed), self.seen());
        write!(
            f,
            "{unchanged} of {seen} {} unchanged since they passed",
            self.what
        )
    }
}

/// The name as one of a file: paths and Rust's `::` are not.
fn file_name(name: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.chars()
        .map(|c| if safe(c) { c } else { '-' })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    /// Checks one input, and returns whether the check ran. The check fails if `fails`.
    fn ran(root: &Path, run_all: bool, input: &str, fails: bool) -> bool {
        let passed = Passed::new(root, "inputs", run_all);
        let mut ran = false;
        let result = passed.check("a::b", &Fingerprint::new().with(input), || {
            ran = true;
            if fails { Err(()) } else { Ok(()) }
        });
        assert_eq!(result.is_err(), ran && fails);
        let unchanged = usize::from(!ran);
        assert_eq!(
            passed.to_string(),
            format!("{unchanged} of 1 inputs unchanged since they passed")
        );
        ran
    }

    /// A check that passed is left out while its input is the same, and runs when the input has changed.
    #[test]
    fn a_changed_input_is_checked_again() {
        let root = tempfile::tempdir().unwrap();
        assert!(ran(root.path(), false, "old", false));
        assert!(!ran(root.path(), false, "old", false));
        assert!(ran(root.path(), false, "new", false));
        assert!(!ran(root.path(), false, "new", false));
        assert!(ran(root.path(), false, "old", false));
    }

    /// A check that fails runs again, also if it passed before, and so does one that panics.
    #[test]
    fn a_failure_is_not_remembered() {
        let root = tempfile::tempdir().unwrap();
        assert!(ran(root.path(), false, "same", true));
        assert!(ran(root.path(), false, "same", false));
        assert!(ran(root.path(), true, "same", true));
        assert!(ran(root.path(), false, "same", false));
        let passed = Passed::new(root.path(), "inputs", true);
        let panics = || -> Result<(), ()> { panic!("as a failed assertion does") };
        let fingerprint = Fingerprint::new().with("same");
        let result = catch_unwind(AssertUnwindSafe(|| {
            passed.check("a::b", &fingerprint, panics)
        }));
        assert!(result.is_err());
        assert!(ran(root.path(), false, "same", false));
    }

    /// Where everything is to run, a check that passed runs again.
    #[test]
    fn everything_runs_when_asked_for() {
        let root = tempfile::tempdir().unwrap();
        assert!(ran(root.path(), true, "same", false));
        assert!(ran(root.path(), true, "same", false));
        assert!(!ran(root.path(), false, "same", false));
    }
}
