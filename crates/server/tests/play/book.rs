//! Every program of the book, played as a page plays it, prints its transcript.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, ensure};
use languages::ALL;
use libtest_mimic::Trial;
use runner::play;
use runner::program::{self, Program};
use runner::transcript::Transcript;

use crate::course::{Course, Played};
use crate::schedule::Schedule;

pub fn trials(course: &Arc<Course>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    let states = course.languages();
    let programs = program::all(&crate::root(), ALL).expect("the folders of programs can be read");
    let trial = |program: Program| {
        let course = Arc::clone(course);
        let language = program.language;
        let missing = states[language.name]["state"] == "missing";
        let name = format!("book::{}::{}", program.language, program.name);
        let files = files(&program);
        let trial = schedule.trial(name, &files, move || check(&course, &program));
        match language.expected {
            true => trial,
            false => trial
                .with_kind(format!("needs {}", language.title))
                .with_ignored_flag(missing),
        }
    };
    programs.into_iter().map(trial).collect()
}

/// The files that decide what the program prints, and what it should print.
pub fn files(program: &Program) -> [PathBuf; 2] {
    let files = [program.source(), program::transcript(&program.name)];
    files.map(|file| crate::root().join(file))
}

/// Under limits and apart from the machine, the program does what it does at a terminal.
fn check(course: &Course, program: &Program) -> Result<()> {
    let root = crate::root();
    let source = play::shown(&root, program)?;
    let expected = Transcript::parse(&fs::read_to_string(
        root.join(program::transcript(&program.name)),
    )?);
    let (reader, language) = (&program.name, program.language.to_string());
    let played = if expected.never_ends() {
        course.play_until_silent(reader, &language, &source, expected.printed())?
    } else {
        course.play(reader, &language, &source)?
    };
    let run = Transcript::parse(&text(&played));
    ensure!(
        expected.matches(&run),
        "{} does not print its transcript when it is played:\n{}",
        program.name,
        expected.compare(&run)
    );
    Ok(())
}

/// The run in the form of a transcript.
fn text(played: &Played) -> String {
    let mut text = played.stdout.clone();
    for line in played.stderr.lines() {
        text.push_str(format!("stderr: {line}").trim_end());
        text.push('\n');
    }
    match played.how.as_str() {
        "exit 0" => {}
        how if how.starts_with("deadlock: ") => text.push_str("[never ends]\n"),
        how => text.push_str(&format!("[{how}]\n")),
    }
    text
}
