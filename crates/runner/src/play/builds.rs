//! What compilers have made, kept by what it was made from.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// How much is kept, in bytes. The book's own programs take most of it, a reader's change some 100 KiB.
const BUDGET: u64 = 640 << 20;

/// How old what was left half-built by a process that was killed must be before it is taken away.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// The name of the program in a build's folder.
const PROGRAM: &str = "program";
/// The name of what the compiler had to say.
const MESSAGES: &str = "messages";
/// How the names of folders begin in which a compiler is still at work.
const HALF: &str = "half-";

/// A folder of builds, bounded in size. Several processes may use it at once.
pub struct Builds {
    folder: PathBuf,
    budget: u64,
    /// How many builds were kept since old ones were taken away; held while they are.
    kept: Mutex<usize>,
}

/// After so many builds the folder is looked through: that takes longer the more there are, and a few too many do no harm.
const BETWEEN_TRIMS: usize = 32;

/// A program that was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Build {
    /// Its file.
    pub program: PathBuf,
    /// The compiler's warnings, with ANSI colours.
    pub messages: String,
}

impl Builds {
    /// The builds in this folder, which is made where it is not there.
    ///
    /// # Errors
    /// That it cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        Builds::bounded(folder, BUDGET)
    }

    fn bounded(folder: &Path, budget: u64) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for entry in fs::read_dir(folder)?.flatten() {
            let half = entry.file_name().to_string_lossy().starts_with(HALF);
            if half && age(&entry.path()).is_some_and(|age| age > ABANDONED) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(Builds {
            folder: folder.to_owned(),
            budget,
            kept: Mutex::new(0),
        })
    }

    /// The folder in which all are, each in a folder of its own.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name under which a build is kept that was made from all of this.
    pub fn key(made_from: &[&str]) -> String {
        let mut hash = Sha256::new();
        for part in made_from {
            // The length first: two parts are not the same as one.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The build of this key, which is then the last to be taken away.
    pub fn find(&self, key: &str) -> Option<Build> {
        let folder = self.folder.join(key);
        let messages = fs::read_to_string(folder.join(MESSAGES)).ok()?;
        // Where that fails, it is merely taken away sooner.
        let _ = File::open(&folder).and_then(|folder| folder.set_modified(SystemTime::now()));
        Some(Build {
            program: folder.join(PROGRAM),
            messages,
        })
    }

    /// A folder to build into; the program is to be called [`Half::program`]. Dropped, it goes.
    ///
    /// # Errors
    /// That it cannot be made.
    pub fn begin(&self) -> Result<Half> {
        Ok(Half(
            tempfile::Builder::new()
                .prefix(HALF)
                .tempdir_in(&self.folder)?,
        ))
    }

    /// Keeps what was built under this key. Who comes second with the same finds the first's.
    ///
    /// # Errors
    /// That there is no program, or that it cannot be kept.
    pub fn keep(&self, half: Half, key: &str, messages: &str) -> Result<Build> {
        let folder = half.0.path();
        let program = half.program();
        ensure!(
            fs::symlink_metadata(&program).is_ok_and(|file| file.is_file()),
            "the compiler made no program"
        );
        for entry in fs::read_dir(folder)?.flatten() {
            if entry.path() != program {
                fs::remove_file(entry.path())?;
            }
        }
        fs::write(folder.join(MESSAGES), messages)?;
        let place = self.folder.join(key);
        if let Err(error) = fs::rename(folder, &place) {
            return self
                .find(key)
                .with_context(|| format!("cannot keep a build: {error}"));
        }
        // Its folder is in its place, and no longer one that goes.
        let _ = half.0.keep();
        // Where another trims at this moment, this one need not.
        if let Ok(mut kept) = self.kept.try_lock() {
            *kept += 1;
            if kept.is_multiple_of(BETWEEN_TRIMS) {
                self.trim()?;
            }
        }
        Ok(Build {
            program: place.join(PROGRAM),
            messages: messages.to_owned(),
        })
    }

    /// Takes away the builds that nobody has asked for the longest, until the rest is within the budget.
    fn trim(&self) -> Result<()> {
        let mut builds = Vec::new();
        for entry in fs::read_dir(&self.folder)?.flatten() {
            if entry.file_name().to_string_lossy().starts_with(HALF) {
                continue;
            }
            let size = [PROGRAM, MESSAGES]
                .map(|name| fs::metadata(entry.path().join(name)).map_or(0, |file| file.len()))
                .into_iter()
                .sum::<u64>();
            builds.push((age(&entry.path()).unwrap_or_default(), size, entry.path()));
        }
        builds.sort();
        let mut kept = 0;
        for (_, size, folder) in builds {
            kept += size;
            if kept > self.budget {
                match fs::remove_dir_all(folder) {
                    // Another process trims, too.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => removed?,
                }
            }
        }
        Ok(())
    }
}

/// A folder in which a compiler is at work.
pub struct Half(TempDir);

impl Half {
    /// The folder.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Where the program is to be.
    pub fn program(&self) -> PathBuf {
        self.0.path().join(PROGRAM)
    }
}

/// How long ago this was asked for.
fn age(path: &Path) -> Option<Duration> {
    SystemTime::now()
        .duration_since(fs::metadata(path).ok()?.modified().ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(builds: &Builds, key: &str, size: usize) -> Result<Build> {
        let half = builds.begin()?;
        fs::write(half.program(), vec![b'x'; size])?;
        fs::write(half.folder().join("program.o"), "left over")?;
        builds.keep(half, key, "a warning")
    }

    /// What was kept is found, by another process too; the compiler's leftovers are not kept, nor what it did not finish.
    #[test]
    fn builds_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::open(folder.path()).unwrap();
        assert_eq!(builds.find("a"), None);
        let built = build(&builds, "a", 1).unwrap();
        assert_eq!(
            Builds::open(folder.path()).unwrap().find("a"),
            Some(built.clone())
        );
        assert_eq!(
            fs::read_dir(built.program.parent().unwrap())
                .unwrap()
                .count(),
            2
        );
        assert!(builds.keep(builds.begin().unwrap(), "b", "").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    /// Two who build the same at once both get it.
    #[test]
    fn the_second_finds_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::open(folder.path()).unwrap();
        assert_eq!(
            build(&builds, "a", 1).unwrap(),
            build(&builds, "a", 1).unwrap()
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    /// Beyond the budget, what nobody has asked for the longest goes.
    #[test]
    fn builds_are_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::bounded(folder.path(), 45).unwrap();
        let day = Duration::from_secs(24 * 60 * 60);
        for (key, days) in [("a", 3), ("b", 2)] {
            build(&builds, key, 10).unwrap();
            let built = File::open(folder.path().join(key)).unwrap();
            built.set_modified(SystemTime::now() - day * days).unwrap();
        }
        builds.find("a").unwrap();
        build(&builds, "c", 10).unwrap();
        builds.trim().unwrap();
        assert!(
            builds.find("a").is_some() && builds.find("b").is_none() && builds.find("c").is_some()
        );
    }

    /// Keys differ where the parts do, even if they read the same one after the other.
    #[test]
    fn keys() {
        assert_eq!(Builds::key(&["a", "b"]), Builds::key(&["a", "b"]));
        assert_ne!(Builds::key(&["a", "b"]), Builds::key(&["ab", ""]));
        assert_eq!(Builds::key(&[]).len(), 64);
    }
}
