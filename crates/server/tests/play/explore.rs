//! Explorations, as a page asks for them.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

use crate::course::{Answer, Course, program};

type Test = fn(&Course) -> Result<()>;

pub fn trials(course: &Arc<Course>) -> Vec<Trial> {
    let tests: [(&str, Test); 5] = [
        ("a_changed_program", a_changed_program),
        ("too_many_schedules", too_many_schedules),
        ("what_cannot_be_explored", what_cannot_be_explored),
        ("only_rust", only_rust),
        ("hostile_programs", hostile_programs),
    ];
    let trial = |(name, test): (&str, Test)| {
        let course = Arc::clone(course);
        Trial::test(format!("explore::{name}"), move || Ok(test(&course)?))
    };
    tests.map(trial).into()
}

fn explore(course: &Course, source: &str) -> Result<Vec<Value>> {
    events(&course.post("/explore", &program("explorer", "rust", source))?)
}

/// The events of an answer.
pub fn events(answer: &Answer) -> Result<Vec<Value>> {
    ensure!(answer.status == 200, "{answer:?}");
    let lines = answer.body.lines();
    lines.map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The last of them.
pub fn last(events: &[Value]) -> Result<&Value> {
    events.last().context("there are events")
}

/// A program that is in no book is explored; all its outcomes are told.
fn a_changed_program(course: &Course) -> Result<()> {
    let source = "use std::sync::Mutex;
fn main() {
    let (a, b) = (Mutex::new(0), Mutex::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| { let _a = a.lock(); let _b = b.lock(); });
        scope.spawn(|| { let _b = b.lock(); let _a = a.lock(); });
    });
    println!(\"done\");
}
";
    let events = explore(course, source)?;
    let end = last(&events)?;
    let exploration = &end["exploration"];
    ensure!(
        end["event"] == "explored" && exploration["complete"] == true,
        "{end}"
    );
    let ends: Vec<_> = exploration["outcomes"]
        .as_array()
        .context("outcomes")?
        .iter()
        .map(|outcome| outcome["end"].as_str())
        .collect();
    ensure!(
        ends.contains(&Some("deadlock")) && ends.contains(&Some("finished")),
        "{ends:?}"
    );
    Ok(())
}

/// While there is much to explore, the page hears how far it is, and in the end that it is not all.
fn too_many_schedules(course: &Course) -> Result<()> {
    let source = "use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
fn main() {
    let count = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| for _ in 0..10 { count.fetch_add(1, SeqCst); });
        }
    });
}
";
    let events = explore(course, source)?;
    ensure!(
        events
            .iter()
            .any(|event| event["event"] == "progress" && event["outcomes"] == 1),
        "{events:?}"
    );
    let exploration = &last(&events)?["exploration"];
    ensure!(
        exploration["complete"] == false && exploration["schedules"].as_u64() > Some(1_000),
        "{exploration}"
    );
    Ok(())
}

/// A program that uses what cannot be explored is refused in the compiler's words, with a hint.
fn what_cannot_be_explored(course: &Course) -> Result<()> {
    let events = explore(course, "fn main() { let _ = unknown::Thing; }\n")?;
    let end = last(&events)?;
    let why = end["why"].as_str().unwrap_or_default();
    ensure!(
        end["event"] == "refused" && why.contains("unknown") && why.contains("to be explored"),
        "{end}"
    );
    Ok(())
}

/// Other languages are refused at once.
fn only_rust(course: &Course) -> Result<()> {
    let answer = course.post("/explore", &program("explorer", "python", "print()\n"))?;
    ensure!(
        answer.status == 400 && answer.body.contains("only programs in Rust"),
        "{answer:?}"
    );
    Ok(())
}

/// An explored program is in the same sandbox as one that is played: it sees neither files nor the server's environment, and it is
/// stopped when it takes too much.
fn hostile_programs(course: &Course) -> Result<()> {
    if course.unguarded()?.is_some() {
        return Ok(());
    }
    let curious = "fn main() {
    let secret = std::env::vars().count();
    let file = std::fs::read_to_string(\"/etc/shadow\").is_ok();
    let written = std::fs::write(\"/out/x\", \"\").is_ok();
    println!(\"{secret} {file} {written}\");
}
";
    let events = explore(course, curious)?;
    let output = &last(&events)?["exploration"]["outcomes"][0]["output"];
    ensure!(output == "0 false false\n", "{output}");
    let greedy =
        "fn main() { let mut all = Vec::new(); loop { all.push(vec![1_u8; 1 << 20]); } }\n";
    let events = explore(course, greedy)?;
    ensure!(last(&events)?["event"] == "refused", "{events:?}");
    Ok(())
}
