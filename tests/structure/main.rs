//! The book is whole: names match, everything is shown, each chapter has its parts and keeps its budgets.
//!
//! # Layout
//! - [`beside`]: the rules for the pages beside the topics.
//! - [`broken`]: small books that break a rule each; [`small_book`]: the book of which they are made.
//! - [`chapters`]: the rules for one chapter's Markdown.
//! - [`contributing`]: the rules for CONTRIBUTING.md.
//! - [`languages`]: what a new language needs.
//! - [`mistakes`]: the rules for the page of common mistakes.
//! - [`models`]: the rules for what loom and shuttle explore.
//! - [`programs`]: the rules for programs, transcripts and refusals, and for where they are shown.
//! - [`quizzes`]: the rules for quizzes, and for the parts of a chapter that have something to do.

mod beside;
mod broken;
mod chapters;
mod contributing;
mod languages;
mod mistakes;
mod models;
mod programs;
mod quizzes;
mod small_book;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ::languages::{ALL, Language};
use anyhow::Result;
use manuscript::{Problem, Problems, sources, topics};
use runner::passed::{Fingerprint, Tests};

use crate::broken::{MODEL_RULES, PAGES, PROGRAMS, QUIZZES, REFUSALS, WITH_MODEL};

/// A chapter as it was written.
struct Chapter {
    /// The file, relative to the root of the book.
    file: PathBuf,
    /// What stands in it.
    text: String,
}

impl Chapter {
    /// The slug of its topic, for example `05_select`; `None` for a page beside the topics.
    fn topic(&self) -> Option<&str> {
        topics::slug(&self.file)
    }

    /// What the names of its programs begin with, a topic or not: `05_select`, `finding_races`.
    fn slug(&self) -> &str {
        let stem = self.file.file_stem();
        stem.and_then(|stem| stem.to_str()).unwrap_or_default()
    }
}

/// All chapters and pages, without the drafts.
fn chapters(root: &Path) -> Result<Vec<Chapter>> {
    let mut chapters = Vec::new();
    for entry in sources::summary(root)? {
        if let Some(path) = entry.path {
            let file = Path::new("src").join(path);
            let text = text::read(&root.join(&file))?;
            chapters.push(Chapter { file, text });
        }
    }
    Ok(chapters)
}

/// All that is wrong with the book's structure.
fn check(root: &Path, languages: &'static [Language]) -> Result<Vec<Problem>> {
    let chapters = chapters(root)?;
    let mut problems = Vec::new();
    for chapter in &chapters {
        chapters::check(chapter, languages, &mut problems);
    }
    programs::check(root, &chapters, languages, &mut problems)?;
    models::check(root, &chapters, &mut problems)?;
    mistakes::check(root, &chapters, &mut problems);
    quizzes::check(root, &chapters, languages, &mut problems);
    Ok(problems)
}

/// Tests that take long are left out if they have passed, and nothing that they depend on has changed since then.
static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = Fingerprint::of_executable(root).unwrap();
    let source = concat!(include_str!("main.rs"), include_str!("beside.rs"));
    Tests::of(root, "long tests of the structure", code, source)
});

/// The book keeps every rule of CONTRIBUTING.md that can be checked without running anything.
#[test]
fn the_book_is_sound() {
    let problems = check(Path::new(env!("CARGO_MANIFEST_DIR")), ALL).unwrap();
    if let Err(problems) = Problems::none(problems) {
        panic!("{problems}");
    }
}

/// What the check says of a book with these files, a text for each problem.
fn problems_of(files: &[(String, String)]) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    small_book::write(root.path(), files);
    let problems = check(root.path(), ALL).unwrap();
    problems.iter().map(ToString::to_string).collect()
}

/// A small book that keeps every rule passes, with a model and without.
#[test]
fn a_small_book_is_sound() {
    assert_eq!(problems_of(&small_book::files()), [""; 0]);
    assert_eq!(problems_of(&broken::files(WITH_MODEL)), [""; 0]);
}

/// The same book with any one thing broken is found to be broken there.
#[test]
fn the_check_can_fail() {
    let Some(test) = TESTS.begin() else { return };
    let tables = [PROGRAMS, REFUSALS, MODEL_RULES, PAGES, QUIZZES];
    for (changes, expected) in tables.into_iter().flatten() {
        let problems = problems_of(&broken::files(changes));
        assert!(
            problems.iter().any(|problem| problem.contains(expected)),
            "{expected}: {problems:#?}"
        );
    }
    test.passed();
}

/// On the page of common mistakes, a verdict of its own, a code that nobody sees and a section without a row are found.
#[test]
fn a_wrong_verdict_is_found() {
    let page = "| [send](#a-send) | panics | queued | refused by the compiler: `E0382` | [1](a.md) |\n\
                | [leak](#a-leak) | silent | silent | still a bug | [1](a.md) |\n\n\
                ### A send\n**refused by the compiler**: `E0382`\n\
                {{#include ../listings/compile_fail/a.stderr}}\n\n### A leak\n**still a bug**.\n";
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("listings/compile_fail");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.stderr"), "error[E0382]: no\n").unwrap();
    for (old, new, expected) in [
        ("", "", ""),
        ("still a bug | [", "a pity | [", "is not a verdict"),
        (
            "**still a bug**",
            "**an `Err`**",
            "does not begin with the verdict",
        ),
        (
            "`E0382` |",
            "`E0499` |",
            "does not show the compiler's code",
        ),
        ("### A leak", "### A leek", "`### A leek` has no row"),
        ("### A leak\n", "", "2 rows and 1 sections"),
        (page, "# Mistakes\n", "there is no row of a mistake"),
    ] {
        let file = PathBuf::from("src/common_mistakes.md");
        let text = page.replacen(old, new, 1);
        let mut problems = Vec::new();
        mistakes::check(root.path(), &[Chapter { file, text }], &mut problems);
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let problems = problems.join("\n");
        assert!(
            problems.contains(expected) && problems.is_empty() == expected.is_empty(),
            "{expected}: {problems}"
        );
    }
}
