//! The sources of the book: the chapters that `SUMMARY.md` lists, and the files that they include.

mod includes;
mod summary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use languages::Language;

use crate::{explorations, quizzes, transcripts};

pub use includes::{Include, includes};
pub(crate) use includes::{includes_of, is_page};
pub use summary::{Entry, summary};

/// Every file that the rendered book depends on, relative to the root.
///
/// # Errors
/// That a chapter cannot be read.
pub fn files(root: &Path, languages: &[Language]) -> Result<BTreeSet<PathBuf>> {
    let mut files: BTreeSet<PathBuf> = summary::chapters(root)?.into_iter().collect();
    files.extend(includes(root)?.into_iter().map(|include| include.file));
    // A page has the transcripts of its programs, whether or not it shows them, and their recorded explorations.
    let recorded = files
        .iter()
        .filter_map(|file| file.to_str())
        .flat_map(|file| {
            [
                transcripts::path(file, languages),
                explorations::path(file, languages),
            ]
        })
        .flatten()
        .map(PathBuf::from)
        .filter(|file| root.join(file).is_file());
    files.extend(recorded.collect::<Vec<_>>());
    files.extend(quizzes::files(root, languages));
    files.extend(exercises::files(root));
    files.insert("book.toml".into());
    files.insert("src/SUMMARY.md".into());
    Ok(files)
}
