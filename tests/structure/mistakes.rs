//! The rules for the page of common mistakes: each mistake has a row, a section, and one verdict, which its section proves.

use std::path::Path;

use languages::Language;
use manuscript::Problem;
use regex::Regex;

use crate::Chapter;

/// The verdicts that Rust has on a mistake.
const VERDICTS: [&str; 4] = [
    "refused by the compiler",
    "cannot be written",
    "an `Err`",
    "still a bug",
];

/// The page, relative to the root of the book.
const PAGE: &str = "src/common_mistakes.md";

/// Finds what is wrong with the page. A book without the page fails the check: otherwise a renamed page would pass unseen.
pub fn check(root: &Path, chapters: &[Chapter], problems: &mut Vec<Problem>) {
    let Some(page) = chapters
        .iter()
        .find(|chapter| chapter.file == Path::new(PAGE))
    else {
        let fix = "list the page in SUMMARY.md, or change PAGE in tests/structure/mistakes.rs if it has another name";
        problems.push(Problem::new(PAGE, None, "the book has no such page", fix));
        return;
    };
    let row = Regex::new(
        r"(?m)^\| \[[^\]]*\]\(#([\w-]+)\) \|[^|]*\|[^|]*\| ([^|:]*)(?:: `(E\d{4})`)? \|",
    )
    .expect("a constant pattern");
    let folder = Language::RUST.refused_folder;
    let words = Regex::new(&format!(r"#include \.\./({folder}/\w+\.stderr)"))
        .expect("a folder's name is a pattern");
    let mut problem = |what: String, fix: &str| {
        problems.push(Problem::new(&page.file, None, what, fix));
    };
    let rows: Vec<_> = row.captures_iter(&page.text).collect();
    if rows.is_empty() {
        let fix = "write `| [mistake](#section) | Go | Python | verdict | [chapter](NN.md) |`";
        problem("there is no row of a mistake".into(), fix);
    }
    for section in page.text.split("\n### ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
        let id = heading.to_lowercase().replace(' ', "-");
        let Some(row) = rows.iter().find(|row| row[1] == id) else {
            problem(
                format!("`### {heading}` has no row in a table"),
                "write one, and link it to the section",
            );
            continue;
        };
        let verdict = &row[2];
        if !VERDICTS.contains(&verdict) {
            let what = format!("`{verdict}`, of `{heading}`, is not a verdict");
            problem(what, "take one of the four at the top of the page");
        }
        if !text.trim_start().starts_with(&format!("**{verdict}**")) {
            let what = format!("`### {heading}` does not begin with the verdict of its row");
            problem(what, "write the same verdict in both");
        }
        let code = row.get(3).map(|code| code.as_str());
        let refused = verdict == VERDICTS[0];
        let shows = |code: &str| {
            words.captures_iter(text).any(|shown| {
                let text = text::read(&root.join(&shown[1])).unwrap_or_default();
                text.contains(&format!("error[{code}]"))
            })
        };
        if refused != code.is_some() || !code.is_none_or(shows) {
            let what = format!("`### {heading}` does not show the compiler's code");
            problem(what, "include the .stderr, and write its code into the row");
        }
    }
    let sections = page.text.matches("\n### ").count();
    if rows.len() != sections {
        let what = format!("{} rows and {sections} sections", rows.len());
        problem(what, "each mistake has one of each");
    }
}
