//! What compilers have made, kept by what it was made from.
//!
//! The folder has two shelves. The book's programs are built beforehand, and no reader's program can push one of them out. What
//! readers have built is bounded in bytes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::complete;

const MIB: u64 = 1 << 20;

/// How many bytes the builds of readers may have together. One build has from 100 KiB to a few MiB.
const BUDGET: u64 = 256 * MIB;

/// How many bytes a reader's program may have, its static data included. The largest program of the book has 3 MiB.
const LARGEST: u64 = 32 * MIB;

/// After how many new bytes the readers' shelf is trimmed again. It is not trimmed after each build, because that takes the longer the more
/// builds there are.
const BETWEEN_TRIMS: u64 = 16 * MIB;

/// After how long an incomplete build is removed. The process that made it must have been killed by then.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// How long a build of the book stays after the book has changed, because another process may serve the older book.
const OUTDATED: Duration = Duration::from_secs(24 * 60 * 60);

/// The name of the program in a build's folder.
const PROGRAM: &str = "program";
/// The name of the file with the compiler's messages.
const MESSAGES: &str = "messages";
/// How the names of folders begin in which a compiler still works, or which are being removed.
const HALF: &str = "half-";

/// Who needs a build: the book or a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// The build of a program of the book. It stays as long as the book has the program.
    Book,
    /// The build of a reader's program. It is removed when there are too many.
    Readers,
}

impl Shelf {
    const ALL: [Shelf; 2] = [Shelf::Book, Shelf::Readers];

    fn name(self) -> &'static str {
        match self {
            Shelf::Book => "book",
            Shelf::Readers => "readers",
        }
    }
}

/// A folder of builds. Several processes may use it at once.
pub struct Builds {
    folder: PathBuf,
    bounds: Bounds,
    /// How many bytes this process has added to the readers' shelf since it last trimmed the shelf. Locked while it trims.
    added: Mutex<u64>,
}

/// Bounds on the readers' shelf, in bytes.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    budget: u64,
    largest: u64,
    between_trims: u64,
}

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
        Builds::bounded(
            folder,
            Bounds {
                budget: BUDGET,
                largest: LARGEST,
                between_trims: BETWEEN_TRIMS,
            },
        )
    }

    fn bounded(folder: &Path, bounds: Bounds) -> Result<Self> {
        for shelf in Shelf::ALL {
            let shelf = folder.join(shelf.name());
            fs::create_dir_all(&shelf)
                .with_context(|| format!("cannot make {}", shelf.display()))?;
        }
        // Incomplete builds, and the builds of older versions of the course, which had no shelves.
        for entry in fs::read_dir(folder)?.flatten() {
            let is_shelf = Shelf::ALL
                .iter()
                .any(|shelf| entry.file_name() == shelf.name());
            if !is_shelf && age(&entry.path()).is_some_and(|age| age > ABANDONED) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(Builds {
            folder: folder.to_owned(),
            bounds,
            // How much other processes have added is not known, so this process trims the shelf at its first build.
            added: Mutex::new(bounds.between_trims),
        })
    }

    /// The folder of all builds, each of which has a folder of its own.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The key of a build that was made from all these parts.
    pub fn key<'a>(made_from: impl IntoIterator<Item = &'a str>) -> String {
        let mut hash = Sha256::new();
        for part in made_from {
            // The length comes first, so that two parts differ from one part with the same text.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The build of this key on this shelf. It counts as used now, and the builds that were not used for the longest are removed first.
    pub fn find(&self, shelf: Shelf, key: &str) -> Option<Build> {
        let folder = self.place(shelf, key);
        let messages = fs::read_to_string(folder.join(MESSAGES)).ok()?;
        // An error is ignored, because its only effect is that the build is removed sooner.
        let _ = File::open(&folder).and_then(|folder| folder.set_modified(SystemTime::now()));
        Some(Build {
            program: folder.join(PROGRAM),
            messages,
        })
    }

    fn place(&self, shelf: Shelf, key: &str) -> PathBuf {
        self.folder.join(shelf.name()).join(key)
    }

    /// A folder to build into; the program is to be called [`BuildFolder::program`]. The folder is removed when it is dropped.
    ///
    /// # Errors
    /// That it cannot be made.
    pub fn begin(&self) -> Result<BuildFolder> {
        Ok(BuildFolder(
            tempfile::Builder::new()
                .prefix(HALF)
                .tempdir_in(&self.folder)?,
        ))
    }

    /// The message for a reader whose program is too large to be kept; `None` for a program that can be kept.
    pub fn too_large(&self, shelf: Shelf, folder: &BuildFolder) -> Option<String> {
        let size = fs::symlink_metadata(folder.program()).map_or(0, |file| file.len());
        (shelf == Shelf::Readers && size > self.bounds.largest).then(|| {
            format!(
                "error: the compiled program has {} MiB, and a program here can have {} MiB at the most\n\
                 note: static data that is not zero is part of the program's file: compute it when the program runs\n",
                size.div_ceil(MIB),
                self.bounds.largest / MIB
            )
        })
    }

    /// Puts a build on a shelf under this key. If two threads or processes build the same, both get the first build.
    ///
    /// # Errors
    /// That there is no program, or that it cannot be kept.
    pub fn keep(
        &self,
        folder: BuildFolder,
        shelf: Shelf,
        key: &str,
        messages: &str,
    ) -> Result<Build> {
        let program = folder.program();
        let file = fs::symlink_metadata(&program);
        let file = file.ok().filter(fs::Metadata::is_file);
        let size = file.context("the compiler made no program")?.len();
        folder.clear_but(&program)?;
        fs::write(folder.path().join(MESSAGES), messages)?;
        let place = self.place(shelf, key);
        if let Err(error) = complete::put(folder.0, &place) {
            return self
                .find(shelf, key)
                .with_context(|| format!("cannot keep a build: {error}"));
        }
        if shelf == Shelf::Readers {
            self.added(size + messages.len() as u64)?;
        }
        Ok(Build {
            program: place.join(PROGRAM),
            messages: messages.to_owned(),
        })
    }

    /// Counts bytes that were added to the readers' shelf, and trims the shelf after [`BETWEEN_TRIMS`] of them.
    fn added(&self, size: u64) -> Result<()> {
        let mut added = self.added.lock().expect("nobody panics with the lock");
        *added += size;
        if *added >= self.bounds.between_trims {
            self.trim()?;
            *added = 0;
        }
        Ok(())
    }

    /// Removes the readers' builds that were not used for the longest, until there is room for the bytes that may be added before the next
    /// trim.
    fn trim(&self) -> Result<()> {
        let mut builds = self.on(Shelf::Readers)?;
        builds.sort_by_key(|build| build.age);
        let room = self.bounds.budget - self.bounds.between_trims;
        let mut kept = 0;
        for build in builds {
            kept += build.size;
            if kept > room {
                self.remove(&build.folder);
            }
        }
        Ok(())
    }

    /// Removes the builds on the book's shelf under other keys than these, if nobody has used them for a day. When the crates change, all
    /// builds are outdated at once, so the oldest are removed sooner if they exceed the budget together.
    ///
    /// # Errors
    /// That the shelf cannot be read.
    pub fn retain_book(&self, keys: &BTreeSet<String>) -> Result<()> {
        let mut outdated = self.on(Shelf::Book)?;
        outdated.retain(|build| {
            let name = build.folder.file_name().unwrap_or_default();
            !keys.contains(&*name.to_string_lossy())
        });
        outdated.sort_by_key(|build| build.age);
        let mut kept = 0;
        for build in outdated {
            kept += build.size;
            if kept > self.bounds.budget || build.age > OUTDATED {
                self.remove(&build.folder);
            }
        }
        Ok(())
    }

    fn on(&self, shelf: Shelf) -> Result<Vec<Kept>> {
        let mut builds = Vec::new();
        for entry in fs::read_dir(self.folder.join(shelf.name()))?.flatten() {
            let folder = entry.path();
            let size = [PROGRAM, MESSAGES]
                .map(|name| fs::metadata(folder.join(name)).map_or(0, |file| file.len()));
            builds.push(Kept {
                age: age(&folder).unwrap_or_default(),
                size: size.into_iter().sum(),
                folder,
            });
        }
        Ok(builds)
    }

    /// Removes a build in one step, so that no other process finds half of it. Another process may remove the same build.
    fn remove(&self, build: &Path) {
        let Ok(folder) = self.begin() else {
            return;
        };
        // The build is removed together with the folder into which it is moved.
        let _ = fs::rename(build, folder.path().join(PROGRAM));
    }
}

/// A build on a shelf.
struct Kept {
    /// How long ago it was used.
    age: Duration,
    /// Bytes.
    size: u64,
    folder: PathBuf,
}

/// A folder in which a compiler works. It is removed when it is dropped, unless [`Builds::keep`] takes it.
pub struct BuildFolder(TempDir);

impl BuildFolder {
    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where the program is to be.
    pub fn program(&self) -> PathBuf {
        self.0.path().join(PROGRAM)
    }

    /// Removes what an attempt to build has left. The next attempt could not overwrite these files, because they may belong to another user.
    ///
    /// # Errors
    /// That a file cannot be removed.
    pub fn clear(&self) -> Result<()> {
        self.clear_but(Path::new(""))
    }

    fn clear_but(&self, kept: &Path) -> Result<()> {
        for entry in fs::read_dir(self.path())? {
            let entry = entry?;
            let path = entry.path();
            if path == kept {
                continue;
            }
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            }
            .with_context(|| format!("cannot remove {}", path.display()))?;
        }
        ensure!(self.path().is_dir(), "{} is gone", self.path().display());
        Ok(())
    }
}

/// How long ago the file or folder was used.
fn age(path: &Path) -> Option<Duration> {
    SystemTime::now()
        .duration_since(fs::metadata(path).ok()?.modified().ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    fn bounded(folder: &Path, budget: u64, between_trims: u64) -> Builds {
        let bounds = Bounds {
            budget,
            largest: 20,
            between_trims,
        };
        Builds::bounded(folder, bounds).unwrap()
    }

    fn build(builds: &Builds, shelf: Shelf, key: &str, size: usize) -> Result<Build> {
        let folder = builds.begin()?;
        fs::write(folder.program(), vec![b'x'; size])?;
        fs::write(folder.path().join("program.o"), "left over")?;
        fs::create_dir(folder.path().join("left over"))?;
        builds.keep(folder, shelf, key, "")
    }

    /// Makes a build as old as one that nobody has used for so many days.
    fn age_by_days(builds: &Builds, shelf: Shelf, key: &str, days: u32) {
        let built = File::open(builds.place(shelf, key)).unwrap();
        built.set_modified(SystemTime::now() - DAY * days).unwrap();
    }

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    /// The bytes of all programs on the readers' shelf.
    fn size(builds: &Builds) -> u64 {
        let all = builds.on(Shelf::Readers).unwrap();
        all.iter().map(|build| build.size).sum()
    }

    /// A build that was kept is found on its shelf, also by another process. Other files of the compiler are not kept, and neither is a
    /// build without a program.
    #[test]
    fn builds_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::open(folder.path()).unwrap();
        assert_eq!(builds.find(Shelf::Readers, "a"), None);
        let built = build(&builds, Shelf::Readers, "a", 1).unwrap();
        let others = Builds::open(folder.path()).unwrap();
        assert_eq!(others.find(Shelf::Readers, "a"), Some(built.clone()));
        assert_eq!(others.find(Shelf::Book, "a"), None);
        assert_eq!(entries(built.program.parent().unwrap()), 2);
        let nothing = builds.begin().unwrap();
        assert!(builds.keep(nothing, Shelf::Readers, "b", "").is_err());
        assert_eq!(entries(folder.path()), Shelf::ALL.len());
    }

    /// If two threads build the same program at once, both get the build.
    #[test]
    fn the_second_finds_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::open(folder.path()).unwrap();
        let first = build(&builds, Shelf::Readers, "a", 1).unwrap();
        let second = build(&builds, Shelf::Readers, "a", 1).unwrap();
        assert_eq!(first, second);
        assert_eq!(entries(&folder.path().join("readers")), 1);
    }

    /// Beyond the budget, the readers' build that was not used for the longest is removed, however few builds there are. The book's stay.
    #[test]
    fn readers_builds_are_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let builds = bounded(folder.path(), 30, 10);
        build(&builds, Shelf::Book, "book", 1000).unwrap();
        age_by_days(&builds, Shelf::Book, "book", 9);
        for (key, days) in [("a", 3), ("b", 2)] {
            build(&builds, Shelf::Readers, key, 10).unwrap();
            age_by_days(&builds, Shelf::Readers, key, days);
        }
        builds.find(Shelf::Readers, "a").unwrap();
        build(&builds, Shelf::Readers, "c", 10).unwrap();
        let kept = ["a", "b", "c"].map(|key| builds.find(Shelf::Readers, key).is_some());
        assert_eq!(kept, [true, false, true]);
        assert!(builds.find(Shelf::Book, "book").is_some());
        assert_eq!(entries(folder.path()), Shelf::ALL.len());
    }

    /// However many processes build at once, together they exceed the budget at most by what each may add before it trims.
    #[test]
    fn processes_share_a_budget() {
        let folder = tempfile::tempdir().unwrap();
        thread::scope(|scope| {
            for process in 0..4 {
                let builds = bounded(folder.path(), 200, 20);
                scope.spawn(move || {
                    for number in 0..50 {
                        let key = format!("{process}-{number}");
                        build(&builds, Shelf::Readers, &key, 10).unwrap();
                    }
                });
            }
        });
        let builds = bounded(folder.path(), 200, 20);
        assert!(size(&builds) <= 200 + 4 * 20, "{} bytes", size(&builds));
        // A process that has just started trims the shelf at its first build.
        build(&builds, Shelf::Readers, "last", 10).unwrap();
        assert!(size(&builds) <= 200, "{} bytes", size(&builds));
        assert!(builds.find(Shelf::Readers, "last").is_some());
        assert_eq!(entries(folder.path()), Shelf::ALL.len());
    }

    /// A reader's program that is too large is not kept, and the reason names both sizes; the book's own are not measured.
    #[test]
    fn one_build_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::open(folder.path()).unwrap();
        let build = builds.begin().unwrap();
        let program = File::create(build.program()).unwrap();
        program.set_len(LARGEST).unwrap();
        assert_eq!(builds.too_large(Shelf::Readers, &build), None);
        program.set_len(LARGEST + 1).unwrap();
        let why = builds.too_large(Shelf::Readers, &build).unwrap();
        assert!(why.contains("33 MiB") && why.contains("32 MiB"), "{why}");
        assert_eq!(builds.too_large(Shelf::Book, &build), None);
    }

    /// The builds of programs that the book no longer has are removed when nobody has used them for a day.
    #[test]
    fn outdated_builds_of_the_book_go() {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::open(folder.path()).unwrap();
        for (key, days) in [("kept", 2), ("recent", 0), ("outdated", 2)] {
            build(&builds, Shelf::Book, key, 1).unwrap();
            age_by_days(&builds, Shelf::Book, key, days);
        }
        let keys = BTreeSet::from(["kept".to_owned()]);
        builds.retain_book(&keys).unwrap();
        let names = ["kept", "recent", "outdated"];
        let kept = names.map(|key| builds.find(Shelf::Book, key).is_some());
        assert_eq!(kept, [true, true, false]);
    }

    /// The builds of an older book are bounded like those of readers; the builds of this book are not.
    #[test]
    fn an_older_book_is_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let builds = bounded(folder.path(), 30, 10);
        let now = BTreeSet::from(["new".to_owned()]);
        build(&builds, Shelf::Book, "new", 1000).unwrap();
        for key in ["a", "b", "c", "d", "e"] {
            build(&builds, Shelf::Book, key, 10).unwrap();
        }
        builds.retain_book(&now).unwrap();
        assert!(builds.find(Shelf::Book, "new").is_some());
        assert_eq!(entries(&folder.path().join("book")), 4);
    }

    /// What a killed process or an older version of the course has left beside the shelves is removed after an hour.
    #[test]
    fn leftovers_go() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["half-killed", "0123abcd", "half-at-work"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        for name in ["half-killed", "0123abcd"] {
            let left = File::open(folder.path().join(name)).unwrap();
            left.set_modified(SystemTime::now() - 2 * ABANDONED)
                .unwrap();
        }
        Builds::open(folder.path()).unwrap();
        assert_eq!(entries(folder.path()), Shelf::ALL.len() + 1);
    }

    /// The next attempt to build finds nothing of the one before.
    #[test]
    fn attempts_begin_with_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let build = Builds::open(folder.path()).unwrap().begin().unwrap();
        fs::write(build.program(), "half").unwrap();
        fs::create_dir_all(build.path().join("a/b")).unwrap();
        build.clear().unwrap();
        assert_eq!(entries(build.path()), 0);
    }

    /// Keys differ if the parts differ, even if the parts joined together are the same text.
    #[test]
    fn keys() {
        assert_eq!(Builds::key(["a", "b"]), Builds::key(["a", "b"]));
        assert_ne!(Builds::key(["a", "b"]), Builds::key(["ab", ""]));
        assert_eq!(Builds::key([]).len(), 64);
    }
}
