//! Answers to an exercise, as its page sends them.

use std::sync::Arc;

use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::course::Course;
use crate::explore::{events, last};

/// The exercise whose answers are sent.
const EXERCISE: &str = "08_mutexes_bounded_queue";

type Test = fn(&Course) -> Result<()>;

pub fn trials(course: &Arc<Course>) -> Vec<Trial> {
    let tests: [(&str, Test); 7] = [
        ("the_solution", the_solution),
        ("a_failing_schedule", a_failing_schedule),
        ("a_check_that_never_ends", a_check_that_never_ends),
        ("an_end_of_the_whole_program", an_end_of_the_whole_program),
        ("what_does_not_compile", what_does_not_compile),
        ("what_cannot_be_explored", what_cannot_be_explored),
        ("broken_requests", broken_requests),
    ];
    let trial = |(name, test): (&str, Test)| {
        let course = Arc::clone(course);
        Trial::test(format!("check::{name}"), move || Ok(test(&course)?))
    };
    tests.map(trial).into()
}

/// A file of the exercise.
fn file(name: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../listings/exercises");
    std::fs::read_to_string(format!("{root}/{EXERCISE}/{name}")).expect("the exercise is there")
}

/// What the server says of an answer.
fn check(course: &Course, source: &str) -> Result<Vec<Value>> {
    let sent = json!({ "exercise": EXERCISE, "source": source, "reader": "checker" });
    events(&course.post("/check", &sent)?)
}

/// The verdict about a check.
fn verdict<'a>(events: &'a [Value], check: &str) -> &'a Value {
    let is_it = |event: &&Value| event["event"] == "checked" && event["check"] == check;
    events.iter().find(is_it).unwrap_or(&Value::Null)
}

/// The solution passes all checks: each has started, and has a verdict in words.
fn the_solution(course: &Course) -> Result<()> {
    let events = check(course, &file("solution.rs"))?;
    let end = last(&events)?;
    ensure!(
        end["event"] == "done" && end["passed"] == end["of"],
        "{events:?}"
    );
    let plain = verdict(&events, "order_is_kept");
    ensure!(
        plain["passed"] == true && plain["words"] == "What goes in comes out, in the same order.",
        "{plain}"
    );
    let explored = verdict(&events, "every_item_is_there");
    let how = explored["how"].as_str().unwrap_or_default();
    ensure!(
        how.starts_with("all ") && how.ends_with(" schedules"),
        "{explored}"
    );
    ensure!(
        events
            .iter()
            .any(|event| event["event"] == "checking" && event["check"] == "push_waits"),
        "{events:?}"
    );
    Ok(())
}

/// A failing schedule comes with the program and the exploration, so that the page can show it; the reason names lines of the answer.
fn a_failing_schedule(course: &Course) -> Result<()> {
    let events = check(course, &file("wrong_one_condvar.rs"))?;
    let failed = verdict(&events, "nobody_waits_forever");
    ensure!(failed["passed"] == false, "{events:?}");
    let program = failed["program"].as_str().unwrap_or_default();
    ensure!(program.contains("mod answer"), "{failed}");
    let outcomes = &failed["exploration"]["outcomes"];
    let deadlock = |outcome: &Value| outcome["end"] == "deadlock";
    ensure!(
        outcomes
            .as_array()
            .is_some_and(|all| all.iter().any(deadlock)),
        "{failed}"
    );
    let why = failed["why"].as_str().unwrap_or_default();
    ensure!(
        why.contains("all threads wait") && why.contains("of the answer"),
        "{why}"
    );
    Ok(())
}

/// A plain check that never ends is named, and those behind it run nevertheless.
fn a_check_that_never_ends(course: &Course) -> Result<()> {
    let source = file("solution.rs").replace(
        "let item = items.pop_front().unwrap();",
        "let again = self.items.lock();",
    );
    ensure!(
        source != file("solution.rs"),
        "the solution has another line"
    );
    let source = source.replace("        item\n", "        drop(again); todo!()\n");
    let events = check(course, &source)?;
    let first = verdict(&events, "order_is_kept");
    let why = first["why"].as_str().unwrap_or_default();
    ensure!(why.contains("It never ends: "), "{events:?}");
    ensure!(
        verdict(&events, "push_waits")["passed"] == false,
        "{events:?}"
    );
    ensure!(last(&events)?["event"] == "done", "{events:?}");
    Ok(())
}

/// An answer that ends the whole program does not pass.
fn an_end_of_the_whole_program(course: &Course) -> Result<()> {
    let source = file("start.rs").replacen("todo!()", "std::process::exit(0)", 1);
    let events = check(course, &source)?;
    let why = verdict(&events, "order_is_kept")["why"].clone();
    ensure!(
        why == "The answer ended the whole program, with code 0.",
        "{events:?}"
    );
    let end = last(&events)?;
    ensure!(end["event"] == "done" && end["passed"] == 0, "{end}");
    Ok(())
}

/// What the compiler refuses is told in its words, with the line of the answer.
fn what_does_not_compile(course: &Course) -> Result<()> {
    let source = file("solution.rs");
    let events = check(course, &format!("{source}\nfn broken( {{}}\n"))?;
    let end = last(&events)?;
    let lines = source.lines().count() + 2;
    let why = end["why"].as_str().unwrap_or_default();
    ensure!(
        end["event"] == "refused" && why.contains(&format!("main.rs:{lines}:")),
        "{end}"
    );
    Ok(())
}

/// What is right Rust and cannot be explored is refused with the hint of the explorer.
fn what_cannot_be_explored(course: &Course) -> Result<()> {
    let source = format!(
        "{}\npub fn more() -> usize {{ rayon::current_num_threads() }}\n",
        file("solution.rs")
    );
    let events = check(course, &source)?;
    let end = last(&events)?;
    let why = end["why"].as_str().unwrap_or_default();
    ensure!(
        end["event"] == "refused" && why.contains("to be explored"),
        "{end}"
    );
    ensure!(
        verdict(&events, "order_is_kept")["passed"] == true,
        "{events:?}"
    );
    Ok(())
}

/// An exercise that is not there, also one that leads out of the folder, and an answer that is no text.
fn broken_requests(course: &Course) -> Result<()> {
    for name in [
        "",
        "..",
        "08",
        "../exercises/08_mutexes_bounded_queue",
        "a\0",
    ] {
        let sent = json!({ "exercise": name, "source": "", "reader": "checker" });
        let answer = course.post("/check", &sent)?;
        ensure!(answer.status == 404, "{name:?}: {answer:?}");
    }
    let sent = json!({ "exercise": EXERCISE, "source": "\0", "reader": "checker" });
    ensure!(course.post("/check", &sent)?.status == 400);
    Ok(())
}
