//! An answer and its checks as one program.
//!
//! The answer begins in the first line, so each line of it has the same number in the program.

use std::fmt::Write as _;

use crate::checks::{Check, checks};
use crate::exercise::Exercise;

/// What stands before an answer that is explored.
const BEFORE: &str = "mod answer { ";

/// What stands before an answer whose plain checks run. It is only known by its checks, so what they do not use is no warning.
const BEFORE_PLAIN: &str = "#[allow(dead_code)] mod answer { ";

/// What stands after an answer: its last line may be a comment.
const AFTER: &str = "\n}\n";

/// The beginning of the main function of a plain program: a record for each panic, and the checks.
const MAIN: &str = r#"
fn main() {
    std::panic::set_hook(Box::new(|info| {
        let line = info.location().filter(|place| place.file() == file!()).map_or(0, |place| place.line());
        let message = info.payload_as_str().unwrap_or("a panic without a message");
        let message = message.replace('\\', "\\\\").replace('\r', "").replace('\n', "\\n");
        println!("\u{1e}panic {line} {message}");
    }));
    let checks: &[(&str, fn())] = &[
CHECKS    ];
"#;

/// Its end where a runner watches the program: the arguments are the names of the checks to run. Without arguments all of them run, in
/// order.
const RUN: &str = r#"    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for (name, check) in checks {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            println!("\u{1e}start {name}");
            let how = std::panic::catch_unwind(check).map_or("failed", |()| "passed");
            println!("\u{1e}{how} {name}");
        }
    }
}
"#;

/// Its end where nobody watches the program. A check gets a second, because the page waits ten seconds for the playground. Then it is `hung`.
/// After two such checks the others do not run.
const RUN_UNWATCHED: &str = r#"    let mut hung = 0;
    for &(name, check) in checks.iter() {
        println!("\u{1e}start {name}");
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || sender.send(std::panic::catch_unwind(check).is_ok()));
        let how = match receiver.recv_timeout(std::time::Duration::from_secs(1)) {
            Ok(true) => "passed",
            Ok(false) => "failed",
            Err(_) => "hung",
        };
        println!("\u{1e}{how} {name}");
        hung += usize::from(how == "hung");
        if hung == 2 {
            break;
        }
    }
    std::process::exit(0);
}
"#;

/// The runtime of an async check in a plain program: one thread and virtual time, so it is deterministic.
const VIRTUAL: &str = "tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap()";

/// The runtime of an async check that is explored: tasks run beside each other.
const PARALLEL: &str = "tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()";

/// The program that runs the plain checks of an answer. [`Record`](crate::Record) says what it prints. Without plain checks it checks
/// nothing, and only the compiler can say something about the answer.
pub fn plain(source: &str, exercise: &Exercise) -> String {
    format!(
        "{BEFORE_PLAIN}{}{}{RUN}",
        source.trim_end(),
        after(exercise)
    )
}

/// What a published page puts around an answer, so that the public playground runs the plain checks.
///
/// No runner finds a deadlock there. So this program watches itself: it also prints the record `hung NAME`, and a check after that need
/// not have a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// What stands before the answer, in its first line.
    pub before: String,
    /// What follows the answer.
    pub after: String,
}

impl Published {
    /// What is put around the answers of an exercise.
    pub fn of(exercise: &Exercise) -> Self {
        Published {
            before: BEFORE_PLAIN.to_owned(),
            after: after(exercise) + RUN_UNWATCHED,
        }
    }
}

/// What follows an answer in a program with plain checks, up to where the checks run.
fn after(exercise: &Exercise) -> String {
    let text = exercise.check.as_deref().unwrap_or_default();
    let mut calls = String::new();
    for Check { name, is_async, .. } in checks(text) {
        let call = match is_async {
            true => format!("|| {VIRTUAL}.block_on({name}())"),
            false => name.clone(),
        };
        writeln!(calls, "        (\"{name}\", {call}),").expect("a string takes all");
    }
    format!("{AFTER}{text}{}", MAIN.replace("CHECKS", &calls))
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
    let source = source.trim_end();
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

    /// Compiles a program, runs it with these arguments, and gives what it prints.
    fn output(program: &str, arguments: &[&str]) -> String {
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
        String::from_utf8(output.stdout).unwrap()
    }

    /// The records that a program prints.
    fn records(program: &str, arguments: &[&str]) -> Vec<Record> {
        let output = output(program, arguments);
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

    /// A program that nobody watches says which checks hang, and leaves out the rest after two of them.
    #[test]
    fn hanging_checks_are_found() {
        let hangs = |name: &str| {
            format!(
                "/// It hangs.\npub fn {name}() {{\n    loop {{\n        std::thread::park();\n    }}\n}}\n"
            )
        };
        let check = format!(
            "{CHECK}{}{}{}",
            hangs("here"),
            hangs("there"),
            hangs("nowhere")
        );
        let exercise = exercise(Some(&check), None);
        let Published { before, after } = Published::of(&exercise);
        let program = format!("{before}pub fn double(n: u32) -> u32 {{\n    2 * n\n}}{after}");
        let output = output(&program, &[]);
        let said: Vec<&str> = output
            .lines()
            .filter_map(|line| line.strip_prefix('\u{1e}'))
            .filter(|line| !line.starts_with("panic"))
            .collect();
        assert_eq!(
            said,
            [
                "start two",
                "passed two",
                "start thread",
                "failed thread",
                "start here",
                "hung here",
                "start there",
                "hung there"
            ]
        );
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
