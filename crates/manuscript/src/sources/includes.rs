//! What the chapters include, directly or through a Markdown file that they include.

use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Result;
use regex::Regex;

use super::summary::chapters;
use crate::blocks::line_of;
use crate::read::read_source;

/// An `{{#include FILE:ANCHOR}}` or its like.
#[derive(Debug, Clone)]
pub struct Include {
    /// The chapter that includes, relative to the root of the book.
    pub by: PathBuf,
    /// The line in that chapter.
    pub line: usize,
    /// The file that is included, relative to the root of the book.
    pub file: PathBuf,
    /// What stands behind the colon: an anchor's name, or line numbers.
    pub part: Option<String>,
}

/// Everything that the chapters include, directly or through a Markdown file that they include.
///
/// # Errors
/// That a chapter cannot be read.
pub fn includes(root: &Path) -> Result<Vec<Include>> {
    let mut found = Vec::new();
    let mut pages = chapters(root)?;
    let mut next = 0;
    while let Some(page) = pages.get(next).cloned() {
        next += 1;
        for include in includes_of(&page, &read_source(root, &page)?) {
            if is_page(root, &include.file) && !pages.contains(&include.file) {
                pages.push(include.file.clone());
            }
            found.push(include);
        }
    }
    Ok(found)
}

/// Whether the file, relative to the root, is Markdown, whose own includes are replaced, too.
pub(crate) fn is_page(root: &Path, file: &Path) -> bool {
    file.extension().is_some_and(|e| e == "md") && root.join(file).is_file()
}

/// The includes of one chapter's text, in order. An include with a backslash before it is text.
pub(crate) fn includes_of(chapter: &Path, text: &str) -> Vec<Include> {
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\\)?\{\{\s*#(?:rustdoc_include|include|playground)\s+([^}\s]+)[^}]*\}\}")
            .expect("a constant pattern")
    });
    DIRECTIVE
        .captures_iter(text)
        .filter(|directive| directive.get(1).is_none())
        .map(|directive| {
            let (file, part) = match directive[2].split_once(':') {
                Some((file, part)) => (file.to_owned(), Some(part.to_owned())),
                None => (directive[2].to_owned(), None),
            };
            let folder = chapter.parent().unwrap_or(Path::new(""));
            Include {
                by: chapter.to_owned(),
                line: line_of(text, directive.get(0).expect("the whole match").start()),
                file: normal(&folder.join(file)),
                part,
            }
        })
        .collect()
}

/// The path without `.` and `..`, taken from its text alone.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
