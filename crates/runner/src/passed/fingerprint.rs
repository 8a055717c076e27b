//! A fingerprint of everything that the result of a check depends on.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::commands::output_of;
use crate::go;
use crate::python::Interpreter;
use crate::rust::{self, Compiler};

/// The files of the book that say which versions, features and settings its programs are built with.
const SETTINGS: [&str; 6] = [
    "Cargo.lock",
    "Cargo.toml",
    "listings/Cargo.toml",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "go/go.mod",
];

/// The folders of all that the pages of the book are made of. `tests` is among them because chapters show models.
const SOURCES: [&str; 6] = ["src", "theme", "listings", "python", "go", "tests"];

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

    /// This fingerprint with the sources of the pages as further parts.
    ///
    /// # Errors
    /// That a folder or a file of the book cannot be read.
    pub fn with_pages(self, root: &Path) -> Result<Self> {
        let all = self.with_file(&root.join("book.toml"))?;
        let with_folder = |all: Fingerprint, folder| all.with_folder(&root.join(folder));
        SOURCES.into_iter().try_fold(all, with_folder)
    }

    /// This fingerprint with what decides how far a sandbox can isolate a program: which user this is, and in which control group.
    #[must_use]
    pub fn with_rights(self) -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let user = status.lines().find(|line| line.starts_with("Uid:"));
        self.with(user.unwrap_or_default())
            .with(fs::read("/proc/self/cgroup").unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

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
