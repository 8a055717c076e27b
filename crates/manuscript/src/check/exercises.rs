//! Whether each exercise is whole and belongs to a topic, and whether each page that shows exercises has some.

use std::path::{Path, PathBuf};

use crate::practise::DIRECTIVE;
use crate::topics::slug;
use crate::{Problem, Problems};

/// Adds what is wrong with the exercises of the book at `root`, which has these pages.
pub(super) fn check(root: &Path, pages: &[PathBuf], problems: &mut Vec<Problem>) {
    if let Err(Problems(found)) = exercises::all(root) {
        problems.extend(found);
    }
    for folder in exercises::folders(root) {
        let Some(number) = number(&folder) else {
            continue;
        };
        if !pages.iter().any(|page| is_of(page, number)) {
            let what = format!("no chapter of a topic begins with {number}");
            let fix = "begin the name with the number of the chapter that teaches this";
            problems.push(Problem::new(folder, None, what, fix));
        }
    }
}

/// Adds what is wrong with the lines of a page that ask for exercises.
pub(super) fn directives(root: &Path, page: &Path, text: &str, problems: &mut Vec<Problem>) {
    for (index, line) in text.lines().enumerate() {
        if !line.contains(DIRECTIVE) {
            continue;
        }
        let folders = exercises::folders(root);
        let has_some = folders
            .iter()
            .filter_map(|folder| number(folder))
            .any(|number| is_of(page, number));
        let (what, fix) = if line.trim_end() != DIRECTIVE {
            (
                "this line has more than the directive",
                "write it alone in its line",
            )
        } else if !has_some {
            (
                "this page has no exercise",
                "write one: a folder in listings/exercises whose name begins with the number of the topic",
            )
        } else {
            continue;
        };
        problems.push(Problem::new(page, index + 1, what, fix));
    }
}

/// The first two characters of the name of an exercise.
fn number(folder: &Path) -> Option<&str> {
    folder.file_name()?.to_str()?.get(..2)
}

/// Whether the page is the chapter of the topic with this number.
fn is_of(page: &Path, number: &str) -> bool {
    slug(page).is_some_and(|slug| slug.starts_with(number))
}
