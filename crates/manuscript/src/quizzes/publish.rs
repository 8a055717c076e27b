//! The quizzes of the book as a script, and what makes a form of them.
//!
//! The interview draws from all quizzes, which are too many for one page. A page that wants them loads `quizzes.js`, a script and no JSON,
//! because a page that was opened from disk cannot read JSON. The form of a quiz and its style come from the theme. They are published without
//! their comments, and only the pages with quizzes load them (theme/quizzes.js).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use languages::Language;
use regex::{Captures, Regex};
use serde_json::{Value, json};

use crate::lean;
use crate::places::place;
use crate::quizzes::show::{Reader, html};
use crate::quizzes::{self, Quiz};
use crate::sources::summary;

/// The script with all quizzes, relative to the pages.
const SCRIPT: &str = "quizzes.js";

/// What a page with quizzes loads, relative to the theme.
const PARTS: [&str; 2] = ["quiz.css", "quiz.js"];

/// All files that are published for quizzes, relative to the pages.
pub const PUBLISHED: [&str; 3] = [SCRIPT, PARTS[0], PARTS[1]];

/// Puts the script with all quizzes and the parts of the theme into the folder `src` of the stage at `root`.
///
/// # Errors
/// That a file cannot be read or written, or that a quiz is not sound.
pub(crate) fn publish(root: &Path, src: &Path, theme: &Path, languages: &[Language]) -> Result<()> {
    let quizzes = quizzes::all(root, languages)?;
    if quizzes.is_empty() {
        return Ok(());
    }
    for file in PARTS {
        lean::publish(&root.join(theme).join(file), &root.join(src).join(file))?;
    }
    let script = script(root, src, &quizzes)?;
    fs::write(root.join(src).join(SCRIPT), script)?;
    Ok(())
}

/// The script that gives all quizzes to a page.
fn script(root: &Path, src: &Path, quizzes: &[Quiz]) -> Result<String> {
    let mut all = Vec::new();
    for entry in summary(root)? {
        let Some(path) = entry.path else { continue };
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let stem = stem.unwrap_or_default();
        let page = text::read(&root.join(src).join(&path));
        let page = page.with_context(|| format!("cannot read {}", path.display()))?;
        for quiz in quizzes.iter().filter(|quiz| quiz.is_of(stem)) {
            let place = place(&page, &quiz.program.source());
            let html = html(quiz, place.as_ref(), Reader::Script);
            all.push(json!({
                "name": quiz.name,
                "topic": entry.title,
                "chapter": path.with_extension("html"),
                "html": from_elsewhere(&html, stem),
            }));
        }
    }
    Ok(format!("course.quizzes({});\n", Value::from(all)))
}

/// The HTML for another page than the one with this stem, to which its links then lead.
fn from_elsewhere(html: &str, stem: &str) -> String {
    let link = Regex::new(r##" href="(?:(?<page>[\w-]+)\.md)?(?<place>#[^"]*)?""##);
    let link = link.expect("a constant pattern");
    let elsewhere = link.replace_all(html, |found: &Captures| {
        let part = |name| found.name(name).map(|part| part.as_str());
        let page = part("page").unwrap_or(stem);
        format!(" href=\"{page}.html{}\"", part("place").unwrap_or_default())
    });
    elsewhere.into_owned()
}

#[cfg(test)]
mod tests {
    use languages::ALL;

    use super::*;

    /// The script has each quiz with its page, to which its links lead, and the parts of the theme stand beside it.
    #[test]
    fn quizzes_are_published() {
        let root = tempfile::tempdir().unwrap();
        let quiz = "question = \"Why [so](#b)?\"\nprogram = \"01_a\"\nasks = \"line 1\"\ntyped = true\n\
                    [[choices]]\nis = \"a\"\nwhy = \"See [c](c.md#d).\"\n";
        for (file, text) in [
            ("src/SUMMARY.md", "- [01  A](01_a.md)\n- [Draft]()\n"),
            (
                "src/01_a.md",
                "# A\n\n## Here\n{{#include ../listings/examples/01_a.rs}}\n",
            ),
            ("listings/examples/01_a.rs", "fn main() {}\n"),
            ("listings/transcripts/01_a.txt", "a\n"),
            ("theme/quiz.js", "// A form.\nform\n"),
            ("theme/quiz.css", "/* A form. */\n.a {}\n"),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let (src, theme) = (Path::new("src"), Path::new("theme"));
        let read = |file: &str| fs::read_to_string(root.path().join("src").join(file));
        publish(root.path(), src, theme, ALL).unwrap();
        assert!(
            read(SCRIPT).is_err(),
            "a book without quizzes has no script"
        );

        fs::create_dir_all(root.path().join(quizzes::FOLDER)).unwrap();
        fs::write(root.path().join(quizzes::FOLDER).join("01_q.toml"), quiz).unwrap();
        publish(root.path(), src, theme, ALL).unwrap();
        let script = read(SCRIPT).unwrap();
        for part in [
            "course.quizzes([{\"chapter\":\"01_a.html\"",
            "\"name\":\"01_q\",\"topic\":\"01  A\"}]);\n",
            "<a href=\\\"01_a.html#b\\\">so</a>",
            "<a href=\\\"c.html#d\\\">c</a>",
            "<a href=\\\"01_a.html#here\\\">Here</a>",
        ] {
            assert!(script.contains(part), "{part}: {script}");
        }
        assert_eq!(read("quiz.js").unwrap(), "form\n");
        assert_eq!(read("quiz.css").unwrap(), " .a {}\n");
    }
}
