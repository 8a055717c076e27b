//! Which files the preview watches: those that the book is made of, and no others.
//!
//! - Everything in [`FOLDERS`], where a new file may matter, except what an editor keeps there for itself.
//! - `book.toml`, the chapters, and each file that a chapter includes, wherever it is.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use languages::ALL;
use manuscript::{practise, quizzes, sources};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// The folders of which every file counts.
const FOLDERS: [&str; 4] = ["src", "theme", quizzes::FOLDER, practise::FOLDER];

/// The files of a book, and a watcher of them.
pub struct Watched {
    watcher: RecommendedWatcher,
    /// The root of the book, without links.
    root: PathBuf,
    /// Each file that counts, and the folders in which it lies, up to the root.
    files: HashSet<PathBuf>,
    /// The folders that are watched because something that counts lies in them.
    folders: HashSet<PathBuf>,
}

impl Watched {
    /// Begins to watch the book at `root` by this watcher.
    ///
    /// # Errors
    /// A folder of the book cannot be watched.
    pub fn new(root: &Path, watcher: RecommendedWatcher) -> Result<Self> {
        let root = root
            .canonicalize()
            .with_context(|| format!("cannot find {}", root.display()))?;
        let mut watched = Watched {
            watcher,
            root,
            files: HashSet::new(),
            folders: HashSet::new(),
        };
        watched.update()?;
        Ok(watched)
    }

    /// Watches the files of which the book is made now. If the list of these files cannot be read, the old list stays.
    ///
    /// # Errors
    /// A folder cannot be watched.
    pub fn update(&mut self) -> Result<()> {
        if let Ok(files) = sources::files(&self.root, ALL) {
            self.files = files.iter().flat_map(|file| self.lineage(file)).collect();
        }
        for always in FOLDERS.iter().chain(&["book.toml"]) {
            self.files.insert(self.root.join(always));
        }
        // Folders and not files: an editor that saves a file puts another one in its place.
        let folders: HashSet<PathBuf> = self
            .files
            .iter()
            .filter_map(|file| file.parent())
            .filter(|folder| folder.is_dir() && !self.counts_whole(folder))
            .map(Path::to_owned)
            .collect();
        for gone in self.folders.difference(&folders) {
            // An error says that the folder itself is gone.
            let _ = self.watcher.unwatch(gone);
        }
        // Again, if they are watched already: one may have been replaced by another folder of the same name.
        let whole = FOLDERS.map(|folder| self.root.join(folder));
        for folder in whole.iter().filter(|folder| folder.is_dir()) {
            watch(&mut self.watcher, folder, RecursiveMode::Recursive)?;
        }
        for folder in &folders {
            watch(&mut self.watcher, folder, RecursiveMode::NonRecursive)?;
        }
        self.folders = folders;
        Ok(())
    }

    /// The file, and the folders in which it lies up to the root, all of them without links.
    fn lineage(&self, file: &Path) -> Vec<PathBuf> {
        let file = without_links(&self.root.join(file));
        if !file.starts_with(&self.root) {
            return vec![file];
        }
        let below = file.ancestors().take_while(|part| *part != self.root);
        below.map(Path::to_owned).collect()
    }

    /// Whether a change may have changed the book. Reading is no change, and rendering reads.
    pub fn concerns(&self, change: &notify::Result<Event>) -> bool {
        let Ok(event) = change else { return true };
        // The system lost changes: any file may be among them.
        if event.need_rescan() {
            return true;
        }
        let counts = |path: &PathBuf| {
            self.files.contains(path) || (self.counts_whole(path) && !self.is_leftover(path))
        };
        !event.kind.is_access() && event.paths.iter().any(counts)
    }

    /// Whether an editor or the system keeps this file for itself.
    fn is_leftover(&self, path: &Path) -> bool {
        path.strip_prefix(&self.root)
            .is_ok_and(text::leftover::is_in_leftover)
    }

    fn counts_whole(&self, path: &Path) -> bool {
        let inside = path.strip_prefix(&self.root);
        inside.is_ok_and(|inside| FOLDERS.iter().any(|folder| inside.starts_with(folder)))
    }
}

fn watch(watcher: &mut RecommendedWatcher, folder: &Path, mode: RecursiveMode) -> Result<()> {
    let watched = watcher.watch(folder, mode);
    watched.with_context(|| format!("cannot watch {}", folder.display()))
}

/// The path of a file, which need not be there, without links in the folders that are there.
fn without_links(file: &Path) -> PathBuf {
    let above = file.ancestors().skip(1);
    let real = above
        .filter_map(|folder| Some((folder, folder.canonicalize().ok()?)))
        .next();
    match real {
        Some((folder, real)) => real.join(file.strip_prefix(folder).unwrap_or(file)),
        None => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use notify::EventKind;
    use notify::event::{AccessKind, CreateKind};

    use super::*;

    /// A book with a chapter that includes a file which is there, and one which is not, nor is its folder.
    fn book() -> (tempfile::TempDir, Watched) {
        let root = tempfile::tempdir().unwrap();
        for folder in ["src", "theme", "tests/models"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        let chapter = "# A\n\n{{#include ../tests/models/a.rs}}\n{{#include ../later/on/b.rs}}\n";
        for (file, text) in [
            ("book.toml", ""),
            ("src/SUMMARY.md", "[A](a.md)\n"),
            ("src/a.md", chapter),
            ("tests/models/a.rs", ""),
        ] {
            fs::write(root.path().join(file), text).unwrap();
        }
        let watcher = notify::recommended_watcher(|_| {}).unwrap();
        let watched = Watched::new(root.path(), watcher).unwrap();
        (root, watched)
    }

    fn concerns(watched: &Watched, kind: EventKind, path: &str) -> bool {
        watched.concerns(&Ok(Event::new(kind).add_path(watched.root.join(path))))
    }

    /// What the book is made of counts, wherever it is, and so does a folder that is missing; nothing else does, no file that
    /// an editor keeps for itself, and no reading.
    #[test]
    fn what_counts() {
        let (_root, watched) = book();
        let created = EventKind::Create(CreateKind::Any);
        for path in [
            "book.toml",
            "src/SUMMARY.md",
            "src/new.md",
            "src/pictures/new.svg",
            "theme/new.css",
            "listings/quizzes/new.toml",
            "listings/exercises/01_new/task.md",
            "tests/models/a.rs",
            "later",
            "later/on",
            "later/on/b.rs",
            "tests",
            "tests/models",
            "src",
        ] {
            assert!(concerns(&watched, created, path), "{path}");
        }
        for path in [
            "README.md",
            "tests/models/b.rs",
            "later/off",
            "listings/quizzes/new.toml~",
            "src/.#a.md",
            "src/a.md~",
            "src/#a.md#",
            "src/.a.md.swp",
            "src/4913",
            "src/.goutputstream-ABC",
            "tests/models/.#a.rs",
            "tests/models/a.rs~",
        ] {
            assert!(!concerns(&watched, created, path), "{path}");
        }
        let read = EventKind::Access(AccessKind::Any);
        assert!(!concerns(&watched, read, "src/a.md"));
    }

    /// A file counts as soon as a chapter includes it, and no longer when none does; while the list cannot be read the old one
    /// stays.
    #[test]
    fn the_list_follows_the_chapters() {
        let (root, mut watched) = book();
        let created = EventKind::Create(CreateKind::Any);
        let save = |text: &str| fs::write(root.path().join("src/a.md"), text).unwrap();
        save("# A\n\n{{#include ../tests/models/b.rs}}\n");
        watched.update().unwrap();
        assert!(concerns(&watched, created, "tests/models/b.rs"));
        assert!(!concerns(&watched, created, "tests/models/a.rs"));
        assert!(!concerns(&watched, created, "later/on/b.rs"));
        fs::remove_file(root.path().join("src/SUMMARY.md")).unwrap();
        watched.update().unwrap();
        assert!(concerns(&watched, created, "tests/models/b.rs"));
    }
}
