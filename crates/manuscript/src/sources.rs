//! What must hold in the sources before mdBook sees them.
//!
//! mdBook leaves a broken include in the page as it stands and creates a chapter that is missing. Here both are errors,
//! as are an unclosed fence, an unclosed tab and an unknown admonition.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};
use regex::Regex;

use crate::blocks::line_of;
use crate::{Problem, tabs};

/// The kinds of admonition that the book uses: see CONTRIBUTING.md for what each means.
pub const ADMONITIONS: [&str; 5] = ["warning", "tip", "info", "note", "example"];

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

/// The links of `SUMMARY.md`, in order.
///
/// # Errors
/// That the file cannot be read.
pub fn summary(root: &Path) -> Result<Vec<Entry>> {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[([^\]]*)\]\(([^)]*)\)").expect("a constant pattern"));
    let text = read(root, Path::new("src/SUMMARY.md"))?;
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

/// Everything that the chapters include, directly or through a chapter that they include.
///
/// # Errors
/// That a chapter cannot be read.
pub fn includes(root: &Path) -> Result<Vec<Include>> {
    let mut found = Vec::new();
    for chapter in chapters(root)? {
        let text = read(root, &chapter)?;
        found.extend(includes_of(&chapter, &text));
    }
    Ok(found)
}

/// Every file that the rendered book depends on, relative to the root: for `cargo:rerun-if-changed`.
///
/// # Errors
/// That a chapter cannot be read.
pub fn files(root: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut files: BTreeSet<PathBuf> = chapters(root)?.into_iter().collect();
    files.extend(includes(root)?.into_iter().map(|include| include.file));
    files.insert("book.toml".into());
    files.insert("src/SUMMARY.md".into());
    Ok(files)
}

/// All that is wrong with the sources of the book.
///
/// # Errors
/// That `src/SUMMARY.md` cannot be read.
pub fn check(root: &Path) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let mut included = BTreeMap::new();
    for entry in summary(root)? {
        let Some(path) = entry.path else { continue };
        let chapter = Path::new("src").join(path);
        let Ok(text) = read(root, &chapter) else {
            problems.push(Problem::new(
                "src/SUMMARY.md",
                entry.line,
                format!("there is no chapter {}", chapter.display()),
                format!(
                    "write the chapter, or leave it as a draft: [{}]()",
                    entry.title
                ),
            ));
            continue;
        };
        check_fences(&chapter, &text, &mut problems);
        if let Err(fault) = tabs::expand(&text) {
            problems.push(Problem::new(&chapter, fault.line, fault.what, fault.mend));
        }
        for include in includes_of(&chapter, &text) {
            let target = included
                .entry(include.file.clone())
                .or_insert_with(|| fs::read_to_string(root.join(&include.file)));
            problems.extend(check_include(&include, target.as_deref()));
        }
    }
    Ok(problems)
}

/// The chapters that are more than a draft, relative to the root.
fn chapters(root: &Path) -> Result<Vec<PathBuf>> {
    Ok(summary(root)?
        .into_iter()
        .filter_map(|entry| entry.path)
        .map(|path| Path::new("src").join(path))
        .filter(|path| root.join(path).is_file())
        .collect())
}

fn read(root: &Path, file: &Path) -> Result<String> {
    fs::read_to_string(root.join(file)).with_context(|| {
        Problem::new(
            file,
            None,
            "this cannot be read",
            "every book has this file, in UTF-8",
        )
        .to_string()
    })
}

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

fn check_include(include: &Include, target: Result<&str, &std::io::Error>) -> Option<Problem> {
    let problem =
        |what: String, mend: &str| Some(Problem::new(&include.by, include.line, what, mend));
    let file = include.file.display();
    let text = match target {
        Ok(text) => text,
        Err(error) => {
            return problem(
                format!("the included file {file} cannot be read ({error})"),
                "name a file that exists, relative to the chapter",
            );
        }
    };
    let part = include.part.as_deref()?;
    if part
        .split(':')
        .all(|p| p.parse::<usize>().is_ok() || p.is_empty())
    {
        return problem(
            format!("{file} is included by line number ({part})"),
            "line numbers drift: write `ANCHOR: name` and `ANCHOR_END: name` around the part, and include that",
        );
    }
    let wanted = format!("ANCHOR: {part}");
    let is_there = text
        .lines()
        .any(|line| line.trim_end_matches(" -->").trim_end().ends_with(&wanted));
    if !is_there {
        return problem(
            format!("{file} has no `{wanted}`"),
            "write the anchor before the part to show, or name one that the file has",
        );
    }
    None
}

fn check_fences(chapter: &Path, text: &str, problems: &mut Vec<Problem>) {
    let mut open: Option<(usize, char, usize)> = None;
    for (i, line) in text.lines().enumerate() {
        let start = line.trim_start();
        let Some(mark) = start.chars().next().filter(|c| matches!(c, '`' | '~')) else {
            continue;
        };
        let length = start.chars().take_while(|c| *c == mark).count();
        let info = start[length..].trim();
        if length < 3 || (mark == '`' && info.contains('`')) {
            continue;
        }
        match open {
            Some((_, of, at_least)) => {
                if mark == of && length >= at_least && info.is_empty() {
                    open = None;
                }
            }
            None => {
                open = Some((i + 1, mark, length));
                problems.extend(check_admonition(chapter, i + 1, info));
            }
        }
    }
    if let Some((line, mark, length)) = open {
        let fence: String = std::iter::repeat_n(mark, length).collect();
        problems.push(Problem::new(
            chapter,
            line,
            "the code block that opens here never closes",
            format!("close it with a line `{fence}`; a fence within another needs a shorter one"),
        ));
    }
}

fn check_admonition(chapter: &Path, line: usize, info: &str) -> Option<Problem> {
    let mut words = info.split_whitespace();
    if words.next() != Some("admonish") {
        return None;
    }
    let kind = words.next().unwrap_or_default();
    (!ADMONITIONS.contains(&kind)).then(|| {
        Problem::new(
            chapter,
            line,
            format!("`{kind}` is not a kind of admonition that this book uses"),
            format!("use one of {}", ADMONITIONS.join(", ")),
        )
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with one chapter that includes `listings/a.rs`, as `line: what`.
    fn wrong_with(chapter: &str) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src")).unwrap();
        fs::create_dir_all(root.path().join("listings")).unwrap();
        fs::write(root.path().join("src/SUMMARY.md"), "- [A](a.md)\n").unwrap();
        fs::write(root.path().join("src/a.md"), chapter).unwrap();
        fs::write(
            root.path().join("listings/a.rs"),
            "// ANCHOR: part\nfn main() {}\n// ANCHOR_END: part\n",
        )
        .unwrap();
        check(root.path())
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
            ("{{#tabs}}\n", "1: these tabs never close"),
        ] {
            let found = wrong_with(chapter);
            assert_eq!(found.len(), 1, "{chapter}: {found:?}");
            assert!(found[0].starts_with(what), "{chapter}: {found:?}");
        }
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
        let problems = check(root.path()).unwrap();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, Some(3));
        assert!(problems[0].what.contains("src/a.md"));
    }
}
