//! Whether each fence closes, and whether each admonition is of a kind that the book uses.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::Problem;
use crate::blocks::line_of;
use crate::challenges::{goal, is_challenge};
use crate::fences::fences;

/// The kinds of admonition that the book uses: see CONTRIBUTING.md for what each means.
const ADMONITIONS: [&str; 5] = ["warning", "tip", "info", "note", "example"];

/// Adds what is wrong with the fences of a chapter.
pub(super) fn check(chapter: &Path, text: &str, problems: &mut Vec<Problem>) {
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
            problems.extend(admonition(chapter, line, kind));
        }
        if is_challenge(&fence) && goal(&fence).is_none() {
            problems.push(Problem::new(
                chapter,
                line,
                "this challenge does not say which program has to do what",
                "write for example ```challenge 08_mutexes_order deadlock in 4 steps",
            ));
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

fn admonition(chapter: &Path, line: usize, kind: &str) -> Option<Problem> {
    (!ADMONITIONS.contains(&kind)).then(|| {
        Problem::new(
            chapter,
            line,
            format!("`{kind}` is not a kind of admonition that this book uses"),
            format!("use one of {}", ADMONITIONS.join(", ")),
        )
    })
}
