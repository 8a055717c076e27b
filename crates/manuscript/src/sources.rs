//! What must hold in the sources before mdBook sees them.
//!
//! mdBook leaves a broken include in the page as it stands and creates a chapter that is missing. Here both are errors,
//! as are an unclosed fence, an unclosed tab, an unknown admonition, and an included file that a page would not show as it
//! is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Result, anyhow};
use languages::Language;
use regex::Regex;

use crate::blocks::line_of;
use crate::fences::{Fence, fences};
use crate::transcripts;
use crate::{Problem, sheet, tabs};

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
        for include in includes_of(&page, &read(root, &page)?) {
            if is_page(root, &include.file) && !pages.contains(&include.file) {
                pages.push(include.file.clone());
            }
            found.push(include);
        }
    }
    Ok(found)
}

/// Whether the file, relative to the root, is Markdown, whose own includes are replaced, too.
fn is_page(root: &Path, file: &Path) -> bool {
    file.extension().is_some_and(|e| e == "md") && root.join(file).is_file()
}

/// Every file that the rendered book depends on, relative to the root: for `cargo:rerun-if-changed`.
///
/// # Errors
/// That a chapter cannot be read.
pub fn files(root: &Path, languages: &[Language]) -> Result<BTreeSet<PathBuf>> {
    let mut files: BTreeSet<PathBuf> = chapters(root)?.into_iter().collect();
    files.extend(includes(root)?.into_iter().map(|include| include.file));
    // A page has the transcripts of its programs, whether or not it shows them.
    let transcripts = files
        .iter()
        .filter_map(|file| transcripts::of(file.to_str()?, languages))
        .map(PathBuf::from)
        .filter(|file| root.join(file).is_file());
    files.extend(transcripts.collect::<Vec<_>>());
    files.insert("book.toml".into());
    files.insert("src/SUMMARY.md".into());
    Ok(files)
}

/// All that is wrong with the sources of the book.
///
/// # Errors
/// That `src/SUMMARY.md` cannot be read.
pub fn check(root: &Path, languages: &[Language]) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let mut pages = Vec::new();
    for entry in summary(root)? {
        let Some(path) = entry.path else { continue };
        let chapter = Path::new("src").join(path);
        if root.join(&chapter).is_file() {
            pages.push(chapter);
            continue;
        }
        problems.push(Problem::new(
            "src/SUMMARY.md",
            entry.line,
            format!("there is no chapter {}", chapter.display()),
            format!(
                "write the chapter, or leave it as a draft: [{}]()",
                entry.title
            ),
        ));
    }
    let mut included = BTreeMap::new();
    let mut parts = BTreeSet::new();
    let mut next = 0;
    while let Some(page) = pages.get(next).cloned() {
        next += 1;
        let text = match text::read(&root.join(&page)) {
            Ok(text) => text,
            Err(error) => {
                let what = format!("this cannot be read ({error})");
                problems.push(Problem::new(&page, None, what, "save it as UTF-8"));
                continue;
            }
        };
        check_fences(&page, &text, &mut problems);
        if let Err(fault) = tabs::expand(&text) {
            problems.push(Problem::new(&page, fault.line, fault.what, fault.mend));
        }
        let fences = fences(&text);
        for include in includes_of(&page, &text) {
            if is_page(root, &include.file) && !pages.contains(&include.file) {
                pages.push(include.file.clone());
            }
            let target = included
                .entry(include.file.clone())
                .or_insert_with(|| text::read(&root.join(&include.file)));
            let found = check_include(root, &include, target.as_deref(), languages);
            let shown = target.as_deref().ok().filter(|_| found.is_none());
            problems.extend(shown.and_then(|text| check_shown(&include, &fences, text)));
            problems.extend(found);
            parts.insert((include.file, include.part));
        }
    }
    for (file, text) in &included {
        let shown = |part: &str| {
            part == sheet::PART || parts.contains(&(file.clone(), Some(part.to_owned())))
        };
        let text = text.as_deref().unwrap_or_default();
        check_anchors(file, text, languages, shown, &mut problems);
    }
    problems.sort();
    problems.dedup();
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
    text::read(&root.join(file)).map_err(|error| {
        let what = format!("this cannot be read ({error})");
        anyhow!(Problem::new(file, None, what, "every book has this file, in UTF-8").to_string())
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

fn check_include(
    root: &Path,
    include: &Include,
    target: Result<&str, &std::io::Error>,
    languages: &[Language],
) -> Option<Problem> {
    let problem =
        |what: String, mend: &str| Some(Problem::new(&include.by, include.line, what, mend));
    let file = include.file.display();
    if include.file.is_absolute() || include.file.starts_with("..") {
        return problem(
            format!("the included file {file} is outside of the course"),
            "copy it into the folder of the course, and include the copy",
        );
    }
    let text = match target {
        Ok(text) => text,
        Err(error) => {
            let why = match std::fs::read_link(root.join(&include.file)) {
                Ok(to) => format!("it is a link to {}, which cannot be read", to.display()),
                Err(_) => error.to_string(),
            };
            return problem(
                format!("the included file {file} cannot be read ({why})"),
                "name a file that exists, relative to the chapter, and save it as UTF-8",
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
    let anchor = |line| text::anchor(line, languages);
    let begins = |line| anchor(line).is_some_and(|a| a.begins && a.name == part);
    if !text.lines().any(begins) {
        return problem(
            format!("{file} has no `ANCHOR: {part}`"),
            "write the anchor before the part to show, in a comment of its own line, or name one that the file has",
        );
    }
    None
}

/// Whether the page would show the included file as something else than it is.
fn check_shown(include: &Include, fences: &[Fence], text: &str) -> Option<Problem> {
    // mdBook's `links`, and the tabs. What stands in one line is escaped; see `programs::literal`.
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?m)\{\{\s+#(?:rustdoc_include|include|playground|playpen|title)\s+[^}]+\}\}|\{\{#(?:rustdoc_include|include|playground|playpen|title)\b[^}\n]*\n[^}]*\}\}|^\{\{#(?:tabs|tab|endtab|endtabs)\b",
        )
        .expect("a constant pattern")
    });
    let fence = fences
        .iter()
        .rfind(|fence| fence.body.contains(&(include.line - 1)))
        .filter(|fence| fence.admonition().is_none())?;
    let problem =
        |line: usize, what: String, mend: &str| Some(Problem::new(&include.file, line, what, mend));
    if let Some(line) = text.lines().position(|line| fence.is_closed_by(line)) {
        let place = format!("{}:{}", include.by.display(), fence.opening + 1);
        return problem(
            line + 1,
            format!("this line would close the code block that shows the file, in {place}"),
            "open and close that block with more backticks",
        );
    }
    let directive = DIRECTIVE.find(text)?;
    problem(
        line_of(text, directive.start()),
        format!("mdBook would take `{}` for a directive", directive.as_str()),
        "write it in another way, for example in two strings",
    )
}

/// Whether each anchor of a file that ends has begun: otherwise a misspelt name would show the file to its end. And whether
/// each anchor of a program is for a part that is `shown`: otherwise it may be a line of a text that only looks like an
/// anchor, and the page would leave it out.
fn check_anchors(
    file: &Path,
    text: &str,
    languages: &[Language],
    shown: impl Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) {
    let program = file.extension().is_some_and(|e| e != "md");
    let mut open = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let Some(anchor) = text::anchor(line, languages) else {
            continue;
        };
        let known = open.iter().position(|name| *name == anchor.name);
        let (what, mend) = match (anchor.begins, known) {
            (true, None) => {
                open.push(anchor.name);
                if !program || shown(anchor.name) {
                    continue;
                }
                let mend = "include the part, delete the anchor, or write the line in another way if it belongs to a text";
                ("is shown nowhere", mend)
            }
            (false, Some(i)) => {
                open.remove(i);
                continue;
            }
            (true, Some(_)) => ("begins twice", "end it before it begins again"),
            (false, None) => ("ends, and has not begun", "spell both names alike"),
        };
        let what = format!("the part `{}` {what}", anchor.name);
        problems.push(Problem::new(file, i + 1, what, mend));
    }
}

fn check_fences(chapter: &Path, text: &str, problems: &mut Vec<Problem>) {
    static BACKTICK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^[ \t]*`{3,}\s*admonish\b.*`").expect("a constant pattern")
    });
    for title in BACKTICK.find_iter(text) {
        problems.push(Problem::new(
            chapter,
            line_of(text, title.end()),
            "to Markdown this opens no block, because there is a backtick behind the first ones",
            "write the title without backticks, or open and close the block with ~~~",
        ));
    }
    for fence in fences(text) {
        let line = fence.opening + 1;
        if let Some(kind) = fence.admonition() {
            problems.extend(check_admonition(chapter, line, kind));
        }
        if !fence.closed {
            problems.push(Problem::new(
                chapter,
                line,
                "the code block that opens here never closes",
                format!(
                    "close it with a line `{}`; a fence within another needs a shorter one",
                    fence.marks
                ),
            ));
        }
    }
}

fn check_admonition(chapter: &Path, line: usize, kind: &str) -> Option<Problem> {
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
        let problems = check(root.path(), ALL).unwrap();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, Some(3));
        assert!(problems[0].what.contains("src/a.md"));
    }
}
