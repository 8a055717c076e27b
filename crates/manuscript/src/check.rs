//! What must hold in the sources before mdBook sees them.
//!
//! mdBook leaves a broken include in the page as it stands and creates a chapter that is missing. Here both are errors,
//! as are an unclosed fence, an unclosed tab, an unknown admonition, a question without a level or without points, an included
//! file that a page would not show as it is, and an exercise that is not whole. A quiz must have exactly one right choice.

mod anchors;
mod exercises;
mod fences;
mod includes;
mod questions;
mod quizzes;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use languages::Language;

use crate::sources::{includes_of, is_page, summary};
use crate::topics::SHEET;
use crate::{Problem, tabs};

/// The problems that were found so far, and what the later checks need.
struct Findings<'a> {
    /// The languages whose comments can be anchors.
    languages: &'a [Language],
    problems: Vec<Problem>,
    /// The files that pages include, each with its text or why it cannot be read.
    included: BTreeMap<PathBuf, io::Result<String>>,
    /// The files and the parts of them that pages show.
    parts: BTreeSet<(PathBuf, Option<String>)>,
}

/// All that is wrong with the sources of the book.
///
/// # Errors
/// That `src/SUMMARY.md` cannot be read.
pub fn check(root: &Path, languages: &[Language]) -> Result<Vec<Problem>> {
    let mut findings = Findings {
        languages,
        problems: Vec::new(),
        included: BTreeMap::new(),
        parts: BTreeSet::new(),
    };
    let mut pages = findings.chapters(root)?;
    exercises::check(root, &mut findings.problems);
    let mut next = 0;
    while let Some(page) = pages.get(next).cloned() {
        next += 1;
        match text::read(&root.join(&page)) {
            Ok(text) => findings.page(root, &page, &text, &mut pages),
            Err(error) => {
                let what = format!("this cannot be read ({error})");
                let problem = Problem::new(&page, None, what, "save it as UTF-8");
                findings.problems.push(problem);
            }
        }
    }
    quizzes::check(root, &mut findings);
    findings.anchors();
    let mut problems = findings.problems;
    problems.sort();
    problems.dedup();
    Ok(problems)
}

impl Findings<'_> {
    /// The chapters of `SUMMARY.md` that are there; one that is missing is a problem.
    fn chapters(&mut self, root: &Path) -> Result<Vec<PathBuf>> {
        let mut chapters = Vec::new();
        for entry in summary(root)? {
            let Some(path) = entry.path else { continue };
            let chapter = Path::new("src").join(path);
            if root.join(&chapter).is_file() {
                chapters.push(chapter);
                continue;
            }
            self.problems.push(Problem::new(
                "src/SUMMARY.md",
                entry.line,
                format!("there is no chapter {}", chapter.display()),
                format!(
                    "write the chapter, or leave it as a draft: [{}]()",
                    entry.title
                ),
            ));
        }
        Ok(chapters)
    }

    /// Checks a page, and adds the Markdown files that it includes to `pages`.
    fn page(&mut self, root: &Path, page: &Path, text: &str, pages: &mut Vec<PathBuf>) {
        fences::check(page, text, &mut self.problems);
        questions::check(page, text, &mut self.problems);
        exercises::directives(page, text, &mut self.problems);
        if let Err(fault) = tabs::expand(text) {
            let problem = Problem::new(page, fault.line, fault.what, fault.fix);
            self.problems.push(problem);
        }
        let fences = crate::fences::fences(text);
        for include in includes_of(page, text) {
            if is_page(root, &include.file) && !pages.contains(&include.file) {
                pages.push(include.file.clone());
            }
            let target = self
                .included
                .entry(include.file.clone())
                .or_insert_with(|| text::read(&root.join(&include.file)));
            let broken = includes::target(root, &include, target.as_deref(), self.languages);
            let shown = target.as_deref().ok().filter(|_| broken.is_none());
            let disguised = shown.and_then(|text| includes::shown(&include, &fences, text));
            self.problems.extend(disguised);
            self.problems.extend(broken);
            self.parts.insert((include.file, include.part));
        }
    }

    /// Checks the anchors of all included files.
    fn anchors(&mut self) {
        for (file, text) in &self.included {
            let shown = |part: &str| {
                part == SHEET || self.parts.contains(&(file.clone(), Some(part.to_owned())))
            };
            let text = text.as_deref().unwrap_or_default();
            anchors::check(file, text, self.languages, shown, &mut self.problems);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;
    use std::fs;

    /// What is wrong with one chapter that includes `listings/a.rs`, as `line: what`.
    fn wrong_with(chapter: &str) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src")).unwrap();
        fs::create_dir_all(root.path().join("listings")).unwrap();
        let summary = "- [A](a.md)\n- [B](b.md)\n";
        let other = "{{#include ../listings/a.rs:part}}\n";
        fs::write(root.path().join("src/SUMMARY.md"), summary).unwrap();
        fs::write(root.path().join("src/a.md"), chapter).unwrap();
        fs::write(root.path().join("src/b.md"), other).unwrap();
        fs::write(
            root.path().join("listings/a.rs"),
            "// ANCHOR: part\nfn main() {}\n// ANCHOR_END: part\n",
        )
        .unwrap();
        check(root.path(), ALL)
            .unwrap()
            .into_iter()
            .map(|problem| format!("{}: {}", problem.line.unwrap(), problem.what))
            .collect()
    }

    /// A chapter with whole includes, anchors, fences and tabs has nothing wrong; an escaped include is text.
    #[test]
    fn a_sound_chapter_passes() {
        let chapter = "# A\n\n{{#tabs global=\"l\"}}\n{{#tab name=\"R\"}}\n```rust\n{{#rustdoc_include ../listings/a.rs:part}}\n```\n\
                       {{#endtab}}\n{{#endtabs}}\n\n\\{{#include gone.rs}}\n\n````admonish note\n```text\n```\n````\n";
        assert_eq!(wrong_with(chapter), [""; 0]);
    }

    /// Each thing that mdBook would let pass is found, in its line.
    #[test]
    fn broken_chapters_are_found() {
        for (chapter, what) in [
            (
                "\n{{#include ../listings/gone.rs}}",
                "2: the included file listings/gone.rs cannot be read",
            ),
            (
                "{{#include ../listings/a.rs:gone}}",
                "1: listings/a.rs has no `ANCHOR: gone`",
            ),
            (
                "{{#include ../listings/a.rs:1:2}}",
                "1: listings/a.rs is included by line number",
            ),
            (
                "a\n\n```rust\nfn main() {}\n",
                "3: the code block that opens here never closes",
            ),
            (
                "```admonish danger\n```\n",
                "1: `danger` is not a kind of admonition",
            ),
            (
                "\n```admonish tip title=\"`a`?\"\n",
                "2: to Markdown this opens no block",
            ),
            (
                "```challenge 01_a hangs\nDo it.\n```\n",
                "1: this challenge does not say",
            ),
            ("{{#tabs}}\n", "1: these tabs never close"),
        ] {
            let found = wrong_with(chapter);
            assert_eq!(found.len(), 1, "{chapter}: {found:?}");
            assert!(found[0].starts_with(what), "{chapter}: {found:?}");
        }
    }

    /// A question without a level, and one whose level is not 1, 2 or 3, is found in its line, in the chapter of a topic alone.
    #[test]
    fn questions_without_a_level_are_found() {
        let points = "\n**Points:**\n- [ ] a\n- [ ] b\n";
        let chapter = format!(
            "# A\n\n## What to say\n\n```admonish example collapsible=true level=4 title=\"Four?\"\n{points}```\n\n\
             ```admonish example collapsible=true title=\"None?\"\n{points}```\n\n\
             ```admonish example collapsible=true level=3 title=\"Three?\"\n{points}```\n\n\
             ## Choose\n\n```admonish example collapsible=true title=\"No question\"\n```\n"
        );
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src")).unwrap();
        let summary = "- [A](01_a.md)\n- [B](b.md)\n";
        for (file, text) in [
            ("SUMMARY.md", summary),
            ("01_a.md", &chapter),
            ("b.md", &chapter),
        ] {
            fs::write(root.path().join("src").join(file), text).unwrap();
        }
        let problems = check(root.path(), ALL).unwrap();
        let found: Vec<_> = problems
            .iter()
            .map(|problem| (problem.file.to_str().unwrap(), problem.line, &*problem.what))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "src/01_a.md",
                    Some(5),
                    "the level of the question \"Four?\" is `4`"
                ),
                (
                    "src/01_a.md",
                    Some(12),
                    "the question \"None?\" has no level"
                )
            ]
        );
        assert!(problems[0].fix.contains("level=1, level=2 or level=3"));
    }

    /// A quiz that is not sound is found, and a part of a program that only a quiz shows is a shown part.
    #[test]
    fn quizzes_are_checked() {
        let root = tempfile::tempdir().unwrap();
        let quiz = "question = \"What?\"\nprogram = \"01_a\"\npart = \"main\"\nasks = \"line 1\"\ntyped = true\n\
                    [[choices]]\nis = \"a\"\nwhy = \"So.\"\n";
        for (file, text) in [
            ("src/SUMMARY.md", "- [A](01_a.md)\n"),
            ("src/01_a.md", "# A\n"),
            (
                "listings/examples/01_a.rs",
                "// ANCHOR: main\n// ANCHOR_END: main\n// ANCHOR: more\n",
            ),
            ("listings/transcripts/01_a.txt", "a\n"),
            ("listings/quizzes/01_q.toml", quiz),
            (
                "listings/quizzes/01_r.toml",
                &quiz.replace("\"a\"", "\"b\""),
            ),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let problems = check(root.path(), ALL).unwrap();
        let found = problems.iter().map(|problem| &*problem.what);
        let found: Vec<&str> = found.collect();
        assert_eq!(
            found,
            ["the part `more` is shown nowhere", "no choice is right"]
        );
    }

    /// An exercise that is not whole is found, and so is a line that asks for exercises and cannot have them.
    #[test]
    fn broken_exercises_are_found() {
        let root = tempfile::tempdir().unwrap();
        let page = "# A\n\n{{#practise}}\n\nAnd {{#practise}}\n";
        for (file, text) in [
            (
                "src/SUMMARY.md",
                "- [A](01_a.md)\n- [B](02_b.md)\n- [C](c.md)\n",
            ),
            ("src/01_a.md", page),
            ("src/02_b.md", page),
            ("src/c.md", page),
            ("listings/exercises/01_a_sum/task.md", "# Sum\n"),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let problems = check(root.path(), ALL).unwrap();
        let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let has = |place: &str| found.iter().any(|problem| problem.starts_with(place));
        for place in [
            "listings/exercises/01_a_sum/task.md:1: a task begins",
            "listings/exercises/01_a_sum/start.rs: this file is missing",
            "src/01_a.md:5: this line has more",
            "src/c.md:3: only the chapter of a topic has exercises",
        ] {
            assert!(has(place), "{place}: {found:#?}");
        }
        assert!(!has("src/01_a.md:3"), "{found:#?}");
    }

    /// A chapter that SUMMARY.md names and nobody wrote is found there.
    #[test]
    fn a_missing_chapter_is_found() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src")).unwrap();
        fs::write(
            root.path().join("src/SUMMARY.md"),
            "# S\n\n- [A](a.md)\n- [Draft]()\n",
        )
        .unwrap();
        let problems = check(root.path(), ALL).unwrap();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, Some(3));
        assert!(problems[0].what.contains("src/a.md"));
    }
}
