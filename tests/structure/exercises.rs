//! The rules for exercises: each belongs to a topic, each topic has one of each kind, and none of them tells its solution.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ::exercises::{Exercise, FOLDER, Kind, all};
use manuscript::{Problem, Problems};

use crate::Chapter;

/// How many exercises a topic has at least.
const OF_A_TOPIC: usize = 3;

/// How many wrong answers an exercise has at least.
const WRONG: usize = 2;

/// How many lines a solution has at most.
const LINES: usize = 60;

/// How many characters of a line of the solution a hint may have: a shorter line, such as `Ok(())`, says nothing.
const SHORT: usize = 10;

/// Finds what is wrong with the exercises of the book.
pub fn check(root: &Path, chapters: &[Chapter], problems: &mut Vec<Problem>) {
    let exercises = match all(root) {
        Ok(exercises) => exercises,
        Err(Problems(broken)) => return problems.extend(broken),
    };
    for exercise in &exercises {
        check_exercise(exercise, chapters, problems);
    }
    for chapter in chapters {
        if let Some(topic) = chapter.topic() {
            let ours = |exercise: &&Exercise| topic.starts_with(exercise.topic());
            let ours: Vec<&Exercise> = exercises.iter().filter(ours).collect();
            check_topic(chapter, &ours, problems);
        }
    }
}

/// A topic has enough exercises, and one of each kind.
fn check_topic(chapter: &Chapter, exercises: &[&Exercise], problems: &mut Vec<Problem>) {
    let mut problem = |what: String| {
        let fix = format!("write it in {FOLDER}, as CONTRIBUTING.md says under Exercises");
        problems.push(Problem::new(&chapter.file, None, what, fix));
    };
    let count = exercises.len();
    if count < OF_A_TOPIC {
        problem(format!(
            "{count} exercises belong to this topic, and not {OF_A_TOPIC}"
        ));
    }
    let kinds: BTreeSet<Kind> = exercises.iter().map(|exercise| exercise.kind).collect();
    for kind in Kind::ALL {
        if !kinds.contains(&kind) {
            problem(format!("this topic has no exercise of the kind {kind}"));
        }
    }
}

fn check_exercise(exercise: &Exercise, chapters: &[Chapter], problems: &mut Vec<Problem>) {
    let folder = Path::new(FOLDER).join(&exercise.name);
    let mut problem = |file: PathBuf, what: String, fix: &str| {
        problems.push(Problem::new(file, None, what, fix));
    };
    let mut topics = chapters.iter().filter_map(Chapter::topic);
    if !topics.any(|topic| topic.starts_with(exercise.topic())) {
        let what = format!("no chapter of a topic begins with {}", exercise.topic());
        let fix = "begin the name with the number of the chapter that teaches this";
        problem(folder.clone(), what, fix);
    }
    let wrong = exercise.wrong.len();
    if wrong < WRONG {
        let what = format!("this exercise has {wrong} wrong answers, and not {WRONG}");
        let fix = "write each as wrong_WHAT.rs: a mistake that people really make";
        problem(folder.clone(), what, fix);
    }
    let lines = exercise.solution.lines().count();
    if lines > LINES {
        let what = format!("this solution has {lines} lines, and not {LINES}");
        problem(
            folder.join("solution.rs"),
            what,
            "choose a smaller task, or a simpler solution",
        );
    }
    for line in told(exercise) {
        let what = format!("a hint contains this line of the solution: {line}");
        problem(
            folder.join("task.md"),
            what,
            "say it in words: the reader writes the line",
        );
    }
}

/// The lines of the solution that a hint contains, and `start.rs` does not.
fn told(exercise: &Exercise) -> Vec<&str> {
    let known: BTreeSet<&str> = exercise.start.lines().map(str::trim).collect();
    let hints = exercise.hints.iter().map(|hint| words(hint));
    let hints = hints.collect::<Vec<_>>().join("\n");
    let lines = exercise.solution.lines().map(str::trim);
    let long = lines.filter(|line| line.chars().count() > SHORT);
    let told = long.filter(|line| !known.contains(line) && hints.contains(&words(line)));
    told.collect()
}

/// The text with single blanks: a hint may break a line of code in two.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
