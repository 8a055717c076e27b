//! Whether each question of a topic has a level, and the points of a good answer.

use std::ops::RangeInclusive;
use std::path::Path;

use crate::Problem;
use crate::questions::{Folded, LEVELS, POINTS, SECTION, folded, points};
use crate::sections::section;
use crate::topics::slug;

/// How many points an answer has.
const COUNT: RangeInclusive<usize> = 2..=4;
/// How many words a point has at most.
const WORDS: usize = 12;

/// Adds what is wrong with the questions of a chapter. A page beside the topics has none.
pub(super) fn check(chapter: &Path, text: &str, problems: &mut Vec<Problem>) {
    let section = section(text, SECTION).filter(|_| slug(chapter).is_some());
    let Some(section) = section else { return };
    for question in folded(section.text) {
        let line = section.line + question.line;
        let mut add = |line: usize, (what, fix): (String, &str)| {
            problems.push(Problem::new(chapter, line, what, fix));
        };
        if let Some(fault) = level(&question) {
            add(line, fault);
        }
        match points(question.answer).as_slice() {
            [found] if COUNT.contains(&found.texts.len()) => {
                let first = line + found.lines.start + 2;
                let long = (first..).zip(&found.texts);
                for (line, text) in long.filter(|(_, text)| text.split_whitespace().count() > WORDS)
                {
                    let what = format!("the point \"{text}\" has more than {WORDS} words");
                    add(line, (what, "say one thing, in at most twelve words"));
                }
            }
            found => add(line, wrong_points(&question, found.len())),
        }
    }
}

/// What is wrong with the level of a question, and how to write it.
fn level(question: &Folded) -> Option<(String, &'static str)> {
    let title = question.title;
    let what = match question.level {
        Some(level) if LEVELS.contains(&level) => return None,
        Some(level) => format!("the level of the question \"{title}\" is `{level}`"),
        None => format!("the question \"{title}\" has no level"),
    };
    let fix =
        "write level=1, level=2 or level=3 before the title: CONTRIBUTING.md says what each means";
    Some((what, fix))
}

/// What is wrong with the points of a question that has so many lists of points, and how to write them.
fn wrong_points(question: &Folded, lists: usize) -> (String, &'static str) {
    let title = question.title;
    let what = match lists {
        0 => format!("the answer to \"{title}\" has no points"),
        1 => format!("the answer to \"{title}\" does not have two to four points"),
        _ => format!("the answer to \"{title}\" has `{POINTS}` more than once"),
    };
    let fix = "before **Proof:**, write a line **Points:** and directly below it two to four lines such as `- [ ] the lock contains its data`";
    (what, fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question without two to four points is found in its line, and a point of too many words in the line of the point.
    #[test]
    fn questions_without_points_are_found() {
        let question = |points: &str| {
            format!(
                "```admonish example collapsible=true level=1 title=\"Who?\"\nAda.\n{points}```\n"
            )
        };
        let two = "**Points:**\n- [ ] a\n- [ ] b\n";
        let long = "one two three four five six seven eight nine ten eleven twelve";
        for (points, what) in [
            ("", Some("4: the answer to \"Who?\" has no points")),
            (
                "**Points:**\n- [ ] a\n",
                Some("4: the answer to \"Who?\" does not have two to four points"),
            ),
            (
                "**Points:**\n\n- [ ] a\n- [ ] b\n",
                Some("4: the answer to \"Who?\" does not have two to four points"),
            ),
            (
                &format!("{two}- [ ] c\n- [ ] d\n- [ ] e\n"),
                Some("4: the answer to \"Who?\" does not have two to four points"),
            ),
            (
                &format!("{two}\n{two}"),
                Some("4: the answer to \"Who?\" has `**Points:**` more than once"),
            ),
            (
                &format!("{two}- [ ] {long} thirteen\n"),
                Some("9: the point \"one two"),
            ),
            (&format!("{two}- [ ] {long}\n"), None),
            (two, None),
        ] {
            let mut problems = Vec::new();
            let chapter = format!("# A\n\n## What to say\n{}", question(points));
            check(Path::new("src/01_a.md"), &chapter, &mut problems);
            let found: Vec<_> = problems
                .iter()
                .map(|problem| format!("{}: {}", problem.line.unwrap(), problem.what))
                .collect();
            assert_eq!(found.len(), usize::from(what.is_some()), "{found:?}");
            let begins = |what: &str| found[0].starts_with(what);
            assert!(what.is_none_or(begins), "{what:?}: {found:?}");
        }
    }
}
