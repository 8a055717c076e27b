//! Remembers which checks have passed, so that a check whose inputs have not changed does not run again.
//!
//! A check has a name and a [`Fingerprint`] of everything that its result depends on. When it passes, the fingerprint is written to a file
//! in `target/passed`. The next time, the check is left out if its fingerprint is still the same. The file is removed before a check runs,
//! so a check that fails, panics or is interrupted is never remembered.
//!
//! Every check runs if the environment variable `CI` or `COURSE_RUNS` is set, or if the test executable was called with the name of a test.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::commands::output_of;
use crate::complete;
use crate::go;
use crate::python::Interpreter;
use crate::rust::{self, Compiler};

/// Where the fingerprints are, relative to the root of the book.
const FOLDER: &str = "target/passed";

/// If one of these environment variables is set, every check runs: `CI` because a run before a change lands must depend on nothing that an
/// earlier run wrote, and `COURSE_RUNS` because it asks for further runs of the same programs.
const RUN_ALL: [&str; 2] = ["CI", "COURSE_RUNS"];

/// The files of the book that say which versions, features and settings its programs are built with.
const SETTINGS: [&str; 6] = [
    "Cargo.lock",
    "Cargo.toml",
    "listings/Cargo.toml",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "go/go.mod",
];

/// Environment variables that change what compilers and interpreters do.
const VARIABLES: [&str; 5] = [
    "PATH",
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
    "RUSTUP_TOOLCHAIN",
    "PYTHONPATH",
];

/// A hash of everything that the result of a check depends on. Two fingerprints are equal if they were made of the same parts in the same
/// order.
#[derive(Clone)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// The fingerprint of no part.
    #[allow(clippy::new_without_default, reason = "a check always has parts")]
    pub fn new() -> Self {
        Fingerprint(Sha256::new())
    }

    /// What each test of this executable depends on: the machine, see [`Fingerprint::of_machine`], and the executable itself.
    ///
    /// # Errors
    /// Those of [`Fingerprint::of_machine`], or that the executable cannot be read.
    pub fn of_executable(root: &Path) -> Result<Self> {
        Fingerprint::of_machine(root)?.with_file(&std::env::current_exe()?)
    }

    /// What each check of the book depends on: the compilers, the Python interpreter, the crates, the kernel, and the folder of the book.
    ///
    /// # Errors
    /// That the compiler does not work.
    pub fn of_machine(root: &Path) -> Result<Self> {
        let mut all = Fingerprint::new()
            .with(Compiler::find(root)?.details)
            .with(output_of(rust::command(root).arg("--version"))?)
            // On a machine without one of these, the checks that need it do not pass.
            .with(python().unwrap_or_default())
            .with(go::version(root).unwrap_or_default())
            .with(fs::read("/proc/version").unwrap_or_default())
            .with(root.as_os_str().as_encoded_bytes());
        for file in SETTINGS {
            all = all.with(fs::read(root.join(file)).unwrap_or_default());
        }
        for name in VARIABLES {
            let value = std::env::var_os(name).unwrap_or_default();
            all = all.with(value.as_encoded_bytes());
        }
        Ok(all)
    }

    /// This fingerprint with one more part.
    #[must_use]
    pub fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        let part = part.as_ref();
        // The length separates the parts: `ab` and `c` are not `a` and `bc`.
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// This fingerprint with the contents of a file as one more part.
    ///
    /// # Errors
    /// That the file cannot be read.
    pub fn with_file(self, file: &Path) -> Result<Self> {
        let contents = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(self.with(contents))
    }

    /// This fingerprint with the names and contents of all files within a folder as further parts. A link that leads nowhere, as an editor
    /// may leave one, counts as an empty file.
    ///
    /// # Errors
    /// That a folder cannot be read.
    pub fn with_folder(self, folder: &Path) -> Result<Self> {
        let files = files_within(folder);
        let files = files.with_context(|| format!("cannot read {}", folder.display()))?;
        Ok(files.iter().fold(self, |all, file| {
            all.with(file.as_os_str().as_encoded_bytes())
                .with(fs::read(file).unwrap_or_default())
        }))
    }
}

/// The files within a folder, at any depth.
fn files_within(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_within(&path)?);
        } else {
            found.insert(path);
        }
    }
    Ok(found)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.clone().finalize();
        bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn python() -> Result<String> {
    let python = Interpreter::find()?;
    Ok(format!(
        "{} {} {}",
        python.version,
        python.executable.display(),
        python.base_executable.display()
    ))
}

/// A group of checks, and which of them have passed before.
pub struct Passed {
    folder: PathBuf,
    /// What the group consists of, in the plural, for example `chapters`.
    what: String,
    run_all: bool,
    seen: AtomicUsize,
    unchanged: AtomicUsize,
}

impl Passed {
    /// The checks of `what`, such as `chapters`, in the book whose root is `root`.
    pub fn of(root: &Path, what: &str) -> Self {
        let wanted = RUN_ALL.iter().any(|name| std::env::var_os(name).is_some());
        // A person who names a test wants to see it run.
        let named = std::env::args().skip(1).any(|word| !word.starts_with('-'));
        Passed::new(root, what, wanted || named)
    }

    fn new(root: &Path, what: &str, run_all: bool) -> Self {
        Passed {
            folder: root.join(FOLDER).join(file_name(what)),
            what: what.to_owned(),
            run_all,
            seen: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
        }
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
        self.seen.fetch_add(1, Ordering::Relaxed);
        let file = self.folder.join(file_name(name));
        // Two names may have the same file, so the name is part of what is compared.
        let passed = fingerprint.clone().with(name).to_string();
        if !self.run_all && fs::read_to_string(&file).is_ok_and(|before| before == passed) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        let _ = fs::remove_file(&file);
        check()?;
        // If the fingerprint cannot be written, the check runs again next time.
        let _ = complete::file(&file, |half| Ok(fs::write(half, &passed)?));
        Ok(())
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

    /// A fingerprint depends on each part, on where a part ends, and on the order.
    #[test]
    fn fingerprints_differ() {
        let of = |parts: &[&str]| {
            let parts = parts.iter();
            parts
                .fold(Fingerprint::new(), Fingerprint::with)
                .to_string()
        };
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        for other in [&["a", "bc"][..], &["c", "ab"], &["ab"], &["ab", "c", ""]] {
            assert_ne!(of(&["ab", "c"]), of(other), "{other:?}");
        }
    }

    /// The fingerprint of a folder depends on the names and the contents of its files, also of those in folders within it.
    #[test]
    fn folders_differ() {
        let folder = tempfile::tempdir().unwrap();
        let of = || Fingerprint::new().with_folder(folder.path());
        let mut seen = vec![of().unwrap().to_string()];
        for (file, text) in [("a", "1"), ("a", "2"), ("b/c", "1"), ("b/d", "1")] {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
            let now = of().unwrap().to_string();
            assert!(!seen.contains(&now));
            assert_eq!(of().unwrap().to_string(), now);
            seen.push(now);
        }
    }

    /// The fingerprint of the machine is the same each time, until the versions of the crates change.
    #[test]
    fn the_lock_file_counts() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let book = tempfile::tempdir_in(root.join("target")).unwrap();
        let fingerprint = || Fingerprint::of_machine(book.path()).unwrap().to_string();
        fs::write(book.path().join("Cargo.lock"), "tokio 1").unwrap();
        let first = fingerprint();
        assert_eq!(fingerprint(), first);
        fs::write(book.path().join("Cargo.lock"), "tokio 2").unwrap();
        assert_ne!(fingerprint(), first);
    }
}
