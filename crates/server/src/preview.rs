//! Watches the sources, renders what changed, and keeps the last good book.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};
use manuscript::{Edition, Manuscript};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tempfile::TempDir;
use tokio::sync::watch;

/// What the browsers see now.
#[derive(Clone)]
pub struct Status {
    /// The last book that could be rendered; its folder goes when nobody holds it any more.
    pub site: Arc<TempDir>,
    /// How many books were rendered since the start.
    pub build: u64,
    /// Why the sources as they are now could not be rendered.
    pub broken: Option<String>,
}

/// How long the sources must be quiet before they are rendered: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(50);

const WATCHED: [&str; 5] = ["src", "listings", "python", "go", "theme"];

/// Renders the book once.
///
/// # Errors
/// That the book is broken.
pub fn first(root: &Path) -> Result<Status> {
    Ok(Status {
        site: Arc::new(render(root)?),
        build: 1,
        broken: None,
    })
}

/// Renders the book anew after each change of its sources, for as long as it is held.
pub struct Follower {
    /// Its end ends the thread's list of changes, and so the thread.
    watcher: Option<RecommendedWatcher>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Begins to watch the sources.
    ///
    /// # Errors
    /// That they cannot be watched.
    pub fn start(root: &Path, statuses: watch::Sender<Status>) -> Result<Self> {
        let (tx, changes) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(tx).context("cannot watch the sources")?;
        let mut watch = |path: &Path, mode| {
            let watched = watcher.watch(path, mode);
            watched.with_context(|| format!("cannot watch {}", path.display()))
        };
        for folder in WATCHED.map(|folder| root.join(folder)) {
            if folder.is_dir() {
                watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        // The folder and not the file: an editor that saves puts another file in its place.
        watch(root, RecursiveMode::NonRecursive)?;
        let root = root.to_owned();
        Ok(Follower {
            watcher: Some(watcher),
            thread: Some(thread::spawn(move || follow(&root, &changes, &statuses))),
        })
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        drop(self.watcher.take());
        // Waited for, so that the pages that it holds are gone before the process is.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn follow(
    root: &Path,
    changes: &Receiver<notify::Result<Event>>,
    statuses: &watch::Sender<Status>,
) {
    while let Ok(change) = changes.recv() {
        if !concerns_the_book(root, &change) {
            continue;
        }
        while changes.recv_timeout(QUIET).is_ok() {}
        let rendered = render(root);
        statuses.send_modify(|status| match rendered {
            Ok(site) => {
                status.site = Arc::new(site);
                status.build += 1;
                status.broken = None;
                eprintln!("Rendered the book anew");
            }
            Err(error) => {
                let error = format!("{error:#}");
                eprintln!("The last good book stays on screen:\n{error}");
                status.broken = Some(error);
            }
        });
    }
}

fn render(root: &Path) -> Result<TempDir> {
    let site = tempfile::Builder::new().prefix("course-").tempdir()?;
    Manuscript::load(root)?.render(site.path(), Edition::Preview)?;
    give_back();
    Ok(site)
}

/// Gives the memory that rendering took back to the system: the C library would keep it, and each program that is played
/// begins with a copy of this process.
fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it takes no pointers, and may be called at any time from any thread.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// In the root itself only book.toml counts; in the watched folders everything does that is not mere reading, which is
/// what rendering does, except for the leftovers of editors.
fn concerns_the_book(root: &Path, change: &notify::Result<Event>) -> bool {
    let Ok(event) = change else { return true };
    !event.kind.is_access()
        && event
            .paths
            .iter()
            .any(|path| path.parent() != Some(root) || path.ends_with("book.toml"))
        && !event.paths.iter().all(|path| {
            path.strip_prefix(root)
                .is_ok_and(text::leftover::is_in_leftover)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::EventKind;

    /// A change of a source counts, in the root that of book.toml alone; what an editor leaves beside a source does not.
    #[test]
    fn leftovers_do_not_count() {
        let root = Path::new("/course");
        let counts = |files: &[&str]| {
            let event = Event::new(EventKind::Any);
            let event = files
                .iter()
                .fold(event, |event, file| event.add_path(root.join(file)));
            concerns_the_book(root, &Ok(event))
        };
        assert!(counts(&["src/one.md"]) && counts(&["book.toml"]));
        // An editor that saves gives the new file its place.
        assert!(counts(&["src/one.md~", "src/one.md"]));
        for file in ["README.md", "src/.#one.md", "src/4913", "theme/.idea/x.xml"] {
            assert!(!counts(&[file]), "{file}");
        }
    }
}
