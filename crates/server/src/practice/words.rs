//! What is printed about an exercise and its checks.

use std::fmt::Write as _;

use console::style;
use exercises::Exercise;
use practice::{Event, Verdict};

use super::answers::Answers;

/// The name and the title of an exercise, in one line.
pub fn heading(exercise: &Exercise) -> String {
    let title = format!("{}: {}", exercise.kind, exercise.title);
    format!("{} ({})", style(title).bold(), exercise.name)
}

/// All exercises, one in a line. A star stands before those that are solved, and an arrow before the current one.
pub fn list(exercises: &[Exercise], answers: &Answers, current: Option<&Exercise>) -> String {
    let mut text = String::new();
    for exercise in exercises {
        let mark = match answers.is_solved(exercise) {
            true => style("✓").green().to_string(),
            false => " ".to_owned(),
        };
        let arrow = match current.is_some_and(|current| current.name == exercise.name) {
            true => "→",
            false => " ",
        };
        let _ = writeln!(text, "{arrow} {mark} {}", heading(exercise));
    }
    let solved = exercises
        .iter()
        .filter(|one| answers.is_solved(one))
        .count();
    let _ = writeln!(text, "{solved} of {} solved", exercises.len());
    text
}

/// What was found out about an answer: each check in the exercise's order, and the reason if there are no verdicts.
pub fn result(exercise: &Exercise, events: &[Event]) -> String {
    let mut text = String::new();
    let verdicts: Vec<&Verdict> = events
        .iter()
        .filter_map(|event| match event {
            Event::Checked(verdict) => Some(&**verdict),
            _ => None,
        })
        .collect();
    match events.last() {
        Some(Event::Refused { why }) => {
            let _ = writeln!(
                text,
                "{}\n{}",
                style("The answer does not compile.").red(),
                why.trim_end()
            );
        }
        Some(Event::Failed { why }) => {
            let _ = writeln!(
                text,
                "{} {why}",
                style("The answer could not be checked:").red()
            );
        }
        _ => {}
    }
    for check in exercise.checks() {
        if let Some(verdict) = verdicts.iter().find(|verdict| verdict.check == check.name) {
            text += &line(verdict);
        }
    }
    if let Some(Event::Done { passed, of }) = events.last() {
        let _ = match passed == of {
            true => writeln!(
                text,
                "{}",
                style("Solved: all checks passed.").green().bold()
            ),
            false => writeln!(text, "{passed} of {of} checks passed."),
        };
    }
    text
}

/// A check in one line, and below it the reason if it has not passed.
fn line(verdict: &Verdict) -> String {
    let mark = match verdict.passed {
        true => style("✓").green(),
        false => style("✗").red(),
    };
    let how = verdict.how.as_ref().map_or(String::new(), |how| {
        format!(" {}", style(format!("({how})")).dim())
    });
    let mut text = format!("{mark} {}{how}\n", verdict.words);
    for line in verdict.why.iter().flat_map(|why| why.lines()) {
        let _ = writeln!(text, "    {line}");
    }
    text
}

/// Whether the answer has passed all checks.
pub fn is_solved(events: &[Event]) -> bool {
    matches!(events.last(), Some(Event::Done { passed, of }) if passed == of)
}
