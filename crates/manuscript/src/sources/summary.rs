//! The chapters of the book, as `SUMMARY.md` lists them.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Result;
use regex::Regex;

use crate::read::read_source;

/// A link in `SUMMARY.md`.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The title.
    pub title: String,
    /// The chapter, relative to `src`; `None` for a draft.
    pub path: Option<PathBuf>,
    /// The line in `SUMMARY.md`.
    pub line: usize,
}

/// The links of `SUMMARY.md`, in order.
///
/// # Errors
/// That the file cannot be read.
pub fn summary(root: &Path) -> Result<Vec<Entry>> {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[([^\]]*)\]\(([^)]*)\)").expect("a constant pattern"));
    let text = read_source(root, Path::new("src/SUMMARY.md"))?;
    Ok(text
        .lines()
        .enumerate()
        .flat_map(|(i, line)| LINK.captures_iter(line).map(move |link| (i + 1, link)))
        .map(|(line, link)| Entry {
            title: link[1].to_owned(),
            path: (!link[2].is_empty()).then(|| PathBuf::from(&link[2])),
            line,
        })
        .collect())
}

/// The chapters that are more than a draft, relative to the root.
pub(crate) fn chapters(root: &Path) -> Result<Vec<PathBuf>> {
    Ok(summary(root)?
        .into_iter()
        .filter_map(|entry| entry.path)
        .map(|path| Path::new("src").join(path))
        .filter(|path| root.join(path).is_file())
        .collect())
}
