//! An answer and its checks as one program.
//!
//! The answer begins in the first line, so each line of it has the same number in the program.

use std::fmt::Write as _;

use crate::checks::{Check, checks};
use crate::exercise::Exercise;

/// What stands before an answer. It is only known by its checks, so what they do not use is no warning.
const BEFORE: &str = "#[allow(dead_code)] mod answer { ";

/// What stands after an answer: its last line may be a comment.
const AFTER: &str = "\n}\n";

/// The main function of a plain program. Its arguments are the names of the checks to run; without arguments all of them run, in
/// order.
const MAIN: &str = r#"
fn main() {
    std::panic::set_hook(Box::new(|info| {
        let line = info.location().filter(|place| place.file() == file!()).map_or(0, |place| place.line());
        let message = info.payload_as_str().unwrap_or("a panic without a message");
        let message = message.replace('\\', "\\\\").replace('\r', "").replace('\n', "\\n");
        println!("\u{1e}panic {line} {message}");
    }));
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let checks: &[(&str, fn())] = &[
CHECKS    ];
    for (name, check) in checks {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            println!("\u{1e}start {name}");
            let how = std::panic::catch_unwind(check).map_or("failed", |()| "passed");
            println!("\u{1e}{how} {name}");
        }
    }
}
"#;

/// The runtime of an async check in a plain program: one thread and virtual time, so it is deterministic.
const VIRTUAL: &str = "tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap()";

/// The runtime of an async check that is explored: tasks run beside each other.
const PARALLEL: &str = "tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()";

/// What is put around an answer to make the program with its plain checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// What stands before the answer, in its first line.
    pub before: String,
    /// What follows the answer.
    pub after: String,
}

impl Plain {
    /// What is put around the answers of an exercise. An exercise without plain checks has a program that checks nothing, and the
    /// compiler can say whether it accepts the answer.
    pub fn of(exercise: &Exercise) -> Self {
        let text = exercise.check.as_deref().unwrap_or_default();
        let mut calls = String::new();
        for Check { name, is_async, .. } in checks(text) {
            let call = match is_async {
                true => format!("|| {VIRTUAL}.block_on({name}())"),
                false => name.clone(),
            };
            writeln!(calls, "        (\"{name}\", {call}),").expect("a string takes all");
        }
        Plain {
            before: BEFORE.to_owned(),
            after: format!("{AFTER}{text}{}", MAIN.replace("CHECKS", &calls)),
        }
    }
}

/// The program that runs the plain checks of an answer. [`Record`](crate::Record) says what it prints.
pub fn plain(source: &str, exercise: &Exercise) -> String {
    let Plain { before, after } = Plain::of(exercise);
    format!("{before}{source}{after}")
}

/// The program with the checks of the exercise's `schedules.rs`: what the explorer gets. It makes the check that its second argument names;
/// the first is the explorer's own.
pub fn explored(source: &str, exercise: &Exercise) -> String {
    let text = exercise.schedules.as_deref().unwrap_or_default();
    let mut calls = String::new();
    for Check { name, is_async, .. } in checks(text) {
        let call = match is_async {
            true => format!("{PARALLEL}.block_on({name}())"),
            false => format!("{name}()"),
        };
        writeln!(calls, "        Some(\"{name}\") => {call},").expect("a string takes all");
    }
    format!(
        "{BEFORE}{source}{AFTER}{text}\nfn main() {{\n    match std::env::args().nth(2).as_deref() {{\n{calls}        _ => {{}}\n    }}\n}}\n"
    )
}

/// The line of the answer that stands in this line of its program, both counted from 1; `None` if the line is not the answer's.
pub fn line_of_answer(source: &str, line: usize) -> Option<usize> {
    let lines = 1..=source.lines().count();
    lines.contains(&line).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use std::process::Command;

    fn exercise(check: Option<&str>, schedules: Option<&str>) -> Exercise {
        Exercise {
            check: check.map(str::to_owned),
            schedules: schedules.map(str::to_owned),
            ..crate::exercise::tests::exercise()
        }
    }

    /// Compiles a program, runs it with these arguments, and gives the records.
    fn records(program: &str, arguments: &[&str]) -> Vec<Record> {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("main.rs");
        let built = folder.path().join("main");
        std::fs::write(&source, program).unwrap();
        let status = Command::new("rustc")
            .args(["--edition=2024", "-Dwarnings", "-o"])
            .args([&built, &source])
            .status();
        assert!(status.unwrap().success(), "{program}");
        let output = Command::new(built).args(arguments).output().unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        let records = output.lines().filter_map(Record::of);
        records.map(|(_, record)| record).collect()
    }

    const CHECK: &str = "use answer::double;\n\n/// Two is doubled.\npub fn two() {\n    assert_eq!(double(2), 4, \"two\");\n}\n\n\
                         /// A thread may panic.\npub fn thread() {\n    let thread = std::thread::spawn(|| panic!(\"\\\\ first\"));\n    assert!(thread.join().is_err());\n    double(u32::MAX);\n}\n";

    /// A plain program says of each check how it went, with the first line of the answer as the program's first line.
    #[test]
    fn plain_checks_run() {
        let answer = "pub fn double(n: u32) -> u32 {\n    n.checked_add(n).expect(\"small\\nor not\")\n}\nfn unused() {} // the end";
        let program = plain(answer, &exercise(Some(CHECK), None));
        let name = |name: &str| name.to_owned();
        let panic = |line, message: &str| Record::Panic {
            line,
            message: message.to_owned(),
        };
        let thread = [
            Record::Start(name("thread")),
            panic(15, "\\ first"),
            panic(2, "small\nor not"),
            Record::Failed(name("thread")),
        ];
        let mut all = vec![Record::Start(name("two")), Record::Passed(name("two"))];
        all.extend(thread.clone());
        assert_eq!(records(&program, &[]), all);
        assert_eq!(records(&program, &["thread"]), thread);
        assert_eq!(line_of_answer(answer, 2), Some(2));
        assert_eq!(line_of_answer(answer, 15), None);
        // Without plain checks, it still is a program.
        assert_eq!(records(&plain(answer, &exercise(None, None)), &[]), []);
    }

    /// An explored program makes the check that it is asked for; an async check gets a runtime whose tasks run beside each other.
    #[test]
    fn explored_programs_make_one_check() {
        let schedules =
            "use answer::a;\n\n/// One.\npub fn one() {\n}\n\n/// Two.\npub async fn two() {\n}\n";
        let program = explored("pub fn a() {}", &exercise(None, Some(schedules)));
        let start = format!("{BEFORE}pub fn a() {{}}\n}}\n{schedules}\nfn main() {{\n");
        assert!(program.starts_with(&start), "{program}");
        assert!(program.contains("        Some(\"one\") => one(),\n"));
        let two = format!("        Some(\"two\") => {PARALLEL}.block_on(two()),\n");
        assert!(program.contains(&two), "{program}");
    }

    /// An async check compiles against tokio's runtime with the clock paused.
    #[test]
    fn async_checks_get_virtual_time() {
        let check = "/// It waits.\npub async fn waits() {\n}\n";
        let program = plain("", &exercise(Some(check), None));
        assert!(program.contains(&format!("(\"waits\", || {VIRTUAL}.block_on(waits())),")));
    }
}
