//! Renders what changed, and keeps the last good book.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use manuscript::{Audience, Manuscript};
use notify::Event;
use tempfile::TempDir;
use tokio::sync::watch;

use crate::watched::Watched;

/// What the browsers see now.
#[derive(Clone)]
pub struct Status {
    /// The last book that could be rendered. Its folder is removed when its last holder drops it.
    pub site: Arc<TempDir>,
    /// How many books were rendered since the start. The pages of a book have the number as well, see [`number`].
    pub build: u64,
    /// Why the sources as they are now could not be rendered.
    pub broken: Option<String>,
}

/// How long the sources must be quiet before they are rendered: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// How long the preview waits at most for the sources to become quiet.
const RESTLESS: Duration = Duration::from_secs(1);

/// Renders the book once.
///
/// # Errors
/// The book is broken.
pub fn first(root: &Path) -> Result<Status> {
    Ok(Status {
        site: Arc::new(render(root, 1)?),
        build: 1,
        broken: None,
    })
}

/// Renders the book again after each change of its sources. It owns a watcher of files and a thread, both started by
/// [`Follower::start`]. Dropping it ends both, and waits for the thread.
pub struct Follower {
    messages: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Change(notify::Result<Event>),
    End,
}

impl Follower {
    /// Begins to watch the sources.
    ///
    /// # Errors
    /// The sources cannot be watched.
    pub fn start(root: &Path, statuses: watch::Sender<Status>) -> Result<Self> {
        let (messages, received) = mpsc::channel();
        let changes = messages.clone();
        let watcher = notify::recommended_watcher(move |change| {
            // Nobody receives changes once the follower ends.
            let _ = changes.send(Message::Change(change));
        });
        let watched = Watched::new(root, watcher.context("cannot watch the sources")?)?;
        let root = root.to_owned();
        let thread = thread::spawn(move || follow(&root, watched, &received, &statuses));
        Ok(Follower {
            messages,
            thread: Some(thread),
        })
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let _ = self.messages.send(Message::End);
        // The thread holds the folder of the pages. If the process ended first, the folder would stay.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn follow(
    root: &Path,
    mut watched: Watched,
    messages: &Receiver<Message>,
    statuses: &watch::Sender<Status>,
) {
    while let Ok(Message::Change(change)) = messages.recv() {
        if !watched.concerns(&change) {
            continue;
        }
        if !settle(&watched, messages) {
            return;
        }
        // Before the rendering: a file that is saved meanwhile is a change of its own.
        if let Err(error) = watched.update() {
            eprintln!("warning: changes of some sources will not appear in the pages: {error:#}");
        }
        let build = statuses.borrow().build + 1;
        let rendered = render(root, build);
        statuses.send_modify(|status| match rendered {
            Ok(site) => {
                status.site = Arc::new(site);
                status.build = build;
                status.broken = None;
                eprintln!("Rendered the book again");
            }
            Err(error) => {
                let error = format!("{error:#}");
                eprintln!("The pages stay as they were, because there is an error:\n{error}");
                status.broken = Some(error);
            }
        });
    }
}

/// Waits until the sources are quiet, or have been restless for long enough. Other files may change all the while. False if
/// the follower is to end.
fn settle(watched: &Watched, messages: &Receiver<Message>) -> bool {
    let latest = Instant::now() + RESTLESS;
    let mut quiet = Instant::now() + QUIET;
    loop {
        let left = quiet.min(latest).saturating_duration_since(Instant::now());
        if left.is_zero() {
            return true;
        }
        match messages.recv_timeout(left) {
            Ok(Message::Change(change)) => {
                if watched.concerns(&change) {
                    quiet = Instant::now() + QUIET;
                }
            }
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

fn render(root: &Path, build: u64) -> Result<TempDir> {
    let site = tempfile::Builder::new().prefix("course-").tempdir()?;
    Manuscript::load(root)?.render(site.path(), Audience::Author)?;
    number(site.path(), build)?;
    give_back();
    Ok(site)
}

/// Writes the number of its book into each page, where theme/preview.js reads it: a page that was loaded just before the
/// next book was rendered knows that it is old.
fn number(folder: &Path, build: u64) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            number(&path, build)?;
        } else if path.extension() == Some(OsStr::new("html")) {
            let page = fs::read_to_string(&path)?;
            let numbered = format!("<html data-build=\"{build}\" ");
            fs::write(&path, page.replacen("<html ", &numbered, 1))?;
        }
    }
    Ok(())
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
