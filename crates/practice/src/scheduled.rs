//! Runs a check under every schedule.

use std::sync::mpsc::Sender;

use exercises::{Check, Exercise, line_of_answer};
use languages::Language;
use runner::play::{Cancelled, Job};
use schedules::explorer::Progress;
use schedules::{End, Exploration, Explorer, Limits, NotExplored, Outcome};

use crate::checker::Gone;
use crate::verdict::{Event, Shown, Verdict};

/// How much is explored for one check: a reader waits for several.
const LIMITS: Limits = Limits {
    schedules: 50_000,
    time_limit_ms: 3_000,
    recorded: 100,
    states: 500,
    ..Limits::READER
};

/// Runs all checks of the exercise that need every schedule on this answer, and sends their verdicts.
pub(crate) fn check(
    explorer: &Explorer,
    exercise: &Exercise,
    answer: &str,
    cancelled: Cancelled<'_>,
    events: &Sender<Event>,
) -> Gone {
    let tell = |event| {
        // Nobody listens if the answer is not wanted any more.
        let _ = events.send(event);
    };
    let mut job = Job::new(&Language::RUST, exercises::explored(answer, exercise));
    let mut passed = 0;
    for check in exercise.schedule_checks() {
        let name = || check.name.clone();
        job.arguments = vec![name()];
        tell(Event::Checking { check: name() });
        let explored = explorer.explore(&job, &LIMITS, cancelled, |progress| {
            tell(match progress {
                Progress::Building(what) => Event::Building { what },
                Progress::Schedules(schedules, outcomes) => Event::Progress {
                    check: name(),
                    schedules,
                    outcomes,
                },
            });
        });
        let verdict = match explored {
            Ok(exploration) => verdict(&check, &job.source, answer, exploration),
            Err(NotExplored::Refused(why)) => return Gone::Refused(why),
            Err(error) => return Gone::Failed(error.to_string()),
        };
        passed += usize::from(verdict.passed);
        tell(Event::Checked(Box::new(verdict)));
    }
    Gone::Checked { passed }
}

/// What an exploration says of a check.
fn verdict(check: &Check, program: &str, answer: &str, exploration: Exploration) -> Verdict {
    let failing = exploration.outcomes.iter().filter(|one| fails(one));
    let shortest = failing.clone().min_by_key(|one| one.shortest.len());
    let why = shortest.map(|shortest| {
        let count: u64 = failing.map(|one| one.count).sum();
        let all = exploration.schedules;
        let how = how_it_fails(shortest, &exploration, answer);
        match exploration.complete && count == all {
            true => format!("It fails under every schedule: {how}"),
            false => format!("{count} of {all} schedules fail. The shortest of them: {how}"),
        }
    });
    Verdict {
        check: check.name.clone(),
        words: check.words.clone(),
        passed: why.is_none(),
        how: why.is_none().then(|| how_much(&exploration)),
        shown: why.is_some().then(|| Shown {
            program: program.to_owned(),
            exploration,
        }),
        why,
    }
}

/// Whether the check does not hold in this outcome.
fn fails(outcome: &Outcome) -> bool {
    outcome.end != End::Finished
}

/// How many schedules were run.
fn how_much(exploration: &Exploration) -> String {
    match (exploration.complete, exploration.schedules) {
        (true, 1) => "the only schedule".to_owned(),
        (true, all) => format!("all {all} schedules"),
        (false, some) => format!("{some} schedules, which are not all"),
    }
}

/// How the check ends in a failing schedule, in words.
fn how_it_fails(outcome: &Outcome, exploration: &Exploration, answer: &str) -> String {
    let place = |line: u32| match line_of_answer(answer, line as usize) {
        Some(line) => format!("in line {line} of the answer"),
        None => "in the check".to_owned(),
    };
    let thread = |number: usize| &exploration.threads[number].name;
    match &outcome.end {
        End::Finished => "it ends well".to_owned(),
        End::Exit { code } => format!("the program ends with code {code}"),
        End::Panicked { message, line } => {
            let last = || (*line, message.clone());
            let (line, message) = first_panic(&outcome.output).unwrap_or_else(last);
            format!("a panic {}: {message}", place(line))
        }
        End::Deadlock { waits } => {
            let waits = waits.iter().map(|wait| {
                let (thread, to) = (thread(wait.thread), &wait.to);
                format!("\n  {thread} waits to {to}, {}", place(wait.line))
            });
            format!("all threads wait forever:{}", waits.collect::<String>())
        }
        End::Endless { threads } => {
            let names: Vec<&str> = threads.iter().map(|one| thread(*one).as_str()).collect();
            let names = languages::listed(names, "and");
            format!("{names} run forever, and nothing changes")
        }
        End::TooLong { steps } => format!("it has not ended after {steps} steps"),
    }
}

/// The line and the message of the first panic, which an explored program prints as std does. The last panic is often one that only says
/// that another thread has panicked.
fn first_panic(output: &str) -> Option<(u32, String)> {
    let mut lines = output
        .lines()
        .filter_map(|line| line.strip_prefix("stderr: "));
    let place = lines.find_map(|line| {
        let (_, place) = line
            .strip_prefix("thread '")?
            .split_once("panicked at main.rs:")?;
        place.split(':').next()?.parse().ok()
    })?;
    let message = lines.take_while(|line| !line.is_empty() && !line.starts_with("note: "));
    Some((place, message.collect::<Vec<_>>().join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first of several panics is found, with all lines of its message.
    #[test]
    fn the_first_panic_is_the_reason() {
        let output = "a line\nstderr: \nstderr: thread 'a' (2) panicked at main.rs:38:9:\nstderr: assertion failed\nstderr:   left: 1\n\
                      stderr: note: run with more\nstderr: \nstderr: thread 'main' (1) panicked at main.rs:64:5:\nstderr: a scoped thread panicked\n";
        let message = "assertion failed\n  left: 1".to_owned();
        assert_eq!(first_panic(output), Some((38, message)));
        assert_eq!(first_panic("stderr: Error: x\n"), None);
    }
}
