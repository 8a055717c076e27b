//! Whether each exercise is whole, and whether a chapter of a topic shows it.

use std::path::Path;

use crate::practise::DIRECTIVE;
use crate::topics::slug;
use crate::{Problem, Problems};

/// Adds what is wrong with the exercises of the book at `root`.
pub(super) fn check(root: &Path, problems: &mut Vec<Problem>) {
    if let Err(Problems(found)) = exercises::all(root) {
        problems.extend(found);
    }
}

/// Adds what is wrong with the lines of a page that ask for exercises.
pub(super) fn directives(page: &Path, text: &str, problems: &mut Vec<Problem>) {
    for (index, line) in text.lines().enumerate() {
        if !line.contains(DIRECTIVE) {
            continue;
        }
        let (what, fix) = if line.trim_end() != DIRECTIVE {
            (
                "this line has more than the directive",
                "write it alone in its line",
            )
        } else if slug(page).is_none() {
            (
                "only the chapter of a topic has exercises",
                "delete this line, or write it in the chapter whose exercises you mean",
            )
        } else {
            continue;
        };
        problems.push(Problem::new(page, index + 1, what, fix));
    }
}
