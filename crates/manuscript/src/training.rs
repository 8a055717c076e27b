//! What the Interview page needs beyond its questions: the names of all quizzes and exercises, and the scripts of the mock interview and
//! of the reader's progress, which the page loads when its reader wants them.
//!
//! mdBook publishes the files in `src`, so the [stage](crate::stage) puts the scripts there. The plain `mdbook` command has no stage: its
//! Interview page has no mock interview and no progress.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use text::leftover::is_leftover;

use crate::lean;
use crate::transcripts::data;

/// Where the quizzes are, relative to the root of the book: each is a file `NAME.toml`.
const QUIZZES: &str = "listings/quizzes";

/// Where the exercises are, relative to the root of the book: each is a folder.
const EXERCISES: &str = "listings/exercises";

/// What the Interview page loads when its reader wants it, relative to the theme.
pub const SCRIPTS: [&str; 3] = ["mock.css", "mock.js", "progress.js"];

/// The names of quizzes and exercises, in the stage, relative to its root.
const NAMES: &str = "training.json";

/// The class of the element with these names. theme/interview.js looks for it.
pub const CLASS: &str = "course-training";

/// Puts the scripts into the folder `src` of the stage, and beside this folder the names of the quizzes and exercises in `root`.
///
/// # Errors
/// That a file cannot be read or written.
pub(crate) fn publish(root: &Path, stage: &Path, src: &Path, theme: &Path) -> Result<()> {
    for file in SCRIPTS {
        lean::publish(&stage.join(theme).join(file), &stage.join(src).join(file))?;
    }
    let names = json!({ "quizzes": names(&root.join(QUIZZES))?, "exercises": names(&root.join(EXERCISES))? });
    fs::write(stage.join(NAMES), names.to_string())?;
    Ok(())
}

/// The element with the names, if the book at `root` is a stage; else nothing.
///
/// # Errors
/// That the file of the names cannot be read.
pub(crate) fn element(root: &Path) -> Result<String> {
    let file = root.join(NAMES);
    if !file.is_file() {
        return Ok(String::new());
    }
    let names: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    Ok(data(CLASS, &names)?)
}

/// The names of what is in a folder, without leftovers of editors; none if there is no such folder.
fn names(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    if !folder.is_dir() {
        return Ok(names);
    }
    let context = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let path = entry.with_context(context)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let counts = path.is_dir() || path.extension().is_some_and(|toml| toml == "toml");
        if counts && !is_leftover(&name) {
            let stem = path.file_stem().unwrap_or_default();
            names.insert(stem.to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quizzes and exercises are known by name, and the page of a book without a stage has no element.
    #[test]
    fn names_are_published() {
        let root = tempfile::tempdir().unwrap();
        for file in [
            "listings/quizzes/05_b.toml",
            "listings/quizzes/01_a.toml",
            "listings/quizzes/.01_a.toml.swp",
            "listings/exercises/02_c/task.md",
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let (src, theme) = (Path::new("src"), Path::new("theme"));
        assert_eq!(element(root.path()).unwrap(), "");
        publish(root.path(), root.path(), src, theme).unwrap();
        let found = element(root.path()).unwrap();
        assert!(
            found.contains(r#">{"exercises":["02_c"],"quizzes":["01_a","05_b"]}<"#),
            "{found}"
        );
    }
}
