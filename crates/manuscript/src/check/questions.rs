//! Whether each question of a topic has a level.

use std::path::Path;

use crate::Problem;
use crate::questions::{LEVELS, SECTION, folded};
use crate::sections::section;
use crate::topics::slug;

/// Adds what is wrong with the questions of a chapter. A page beside the topics has none.
pub(super) fn check(chapter: &Path, text: &str, problems: &mut Vec<Problem>) {
    let section = section(text, SECTION).filter(|_| slug(chapter).is_some());
    let Some(section) = section else { return };
    for question in folded(section.text) {
        let what = match question.level {
            Some(level) if LEVELS.contains(&level) => continue,
            Some(level) => format!(
                "the level of the question \"{}\" is `{level}`",
                question.title
            ),
            None => format!("the question \"{}\" has no level", question.title),
        };
        let fix = "write level=1, level=2 or level=3 before the title: CONTRIBUTING.md says what each means";
        let line = section.line + question.line;
        problems.push(Problem::new(chapter, line, what, fix));
    }
}
