//! Watches the sources, renders what changed, and keeps the last good book.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result};
use manuscript::{Edition, Manuscript};
use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};
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

/// Renders the book anew after each change of its sources, until nobody listens; runs on a thread of its own.
///
/// # Errors
/// That the sources cannot be watched.
pub fn follow(root: &Path, statuses: watch::Sender<Status>) -> Result<()> {
    let (tx, changes) = mpsc::channel();
    let mut debouncer = new_debouncer(QUIET, tx).context("cannot watch the sources")?;
    let mut watch = |path: PathBuf, mode| {
        let watched = debouncer.watcher().watch(&path, mode);
        watched.with_context(|| format!("cannot watch {}", path.display()))
    };
    for folder in WATCHED {
        let folder = root.join(folder);
        if folder.is_dir() {
            watch(folder, RecursiveMode::Recursive)?;
        }
    }
    // The folder and not the file: an editor that saves puts another file in its place.
    watch(root.to_owned(), RecursiveMode::NonRecursive)?;

    for change in changes {
        if statuses.is_closed() {
            break;
        }
        if !concerns_the_book(root, change) {
            continue;
        }
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
    Ok(())
}

fn render(root: &Path) -> Result<TempDir> {
    let site = tempfile::Builder::new().prefix("course-").tempdir()?;
    Manuscript::load(root)?.render(site.path(), Edition::Preview)?;
    Ok(site)
}

/// In the root itself only book.toml counts; everything in the watched folders does.
fn concerns_the_book(root: &Path, change: DebounceEventResult) -> bool {
    let Ok(events) = change else { return true };
    events
        .iter()
        .any(|event| event.path.parent() != Some(root) || event.path.ends_with("book.toml"))
}
