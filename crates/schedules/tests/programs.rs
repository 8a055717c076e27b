//! Every program in the folder `programs` ends as its first lines say, and in no other way: whatever can be explored is used by one of them.
//!
//! A line `Ends: finished "a\n" | deadlock | exit 3` names all outcomes, each with what is printed; an outcome without a text may print
//! anything. A panic's text is its message.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, bail, ensure};
use languages::Language;
use libtest_mimic::{Arguments, Trial};
use runner::play::Job;
use schedules::{End, Exploration, Explorer, Limits, Outcome};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let explorer: Arc<OnceLock<Explorer>> = Arc::default();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let programs = fs::read_dir(own.join("tests/programs")).expect("the folder can be read");
    let mut programs: Vec<PathBuf> = programs.flatten().map(|entry| entry.path()).collect();
    programs.sort();
    let trials = programs.into_iter().map(|path| {
        let explorer = explorer.clone();
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Trial::test(name, move || {
            let explorer = explorer.get_or_init(|| {
                let root = own.join("../..");
                Explorer::of_book(&root, &mut |_| {}).expect("programs can be explored")
            });
            Ok(check(explorer, &path)?)
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// The outcomes of the program are those that it names.
fn check(explorer: &Explorer, path: &Path) -> Result<()> {
    let source = fs::read_to_string(path)?;
    let mut lines = source.lines().take_while(|line| line.starts_with("//"));
    let ends = lines.find_map(|line| line.split_once("Ends: "));
    let (_, ends) = ends.context("no line begins with `Ends: `")?;
    let expected = parse(ends)?;
    let job = Job::new(&Language::RUST, source);
    let exploration = explorer.explore(&job, &Limits::READER, &|| false, |_| {})?;
    let found = |ending: &Ending| {
        exploration
            .outcomes
            .iter()
            .any(|outcome| ending.is(outcome))
    };
    for ending in &expected {
        ensure!(found(ending), "never {ending:?}\n{}", told(&exploration));
    }
    for outcome in &exploration.outcomes {
        ensure!(
            expected.iter().any(|ending| ending.is(outcome)),
            "also {outcome:?}\n{}",
            told(&exploration)
        );
    }
    Ok(())
}

fn told(exploration: &Exploration) -> String {
    let outcomes = exploration.outcomes.iter();
    let outcomes =
        outcomes.map(|outcome| format!("{} {:?} {:?}", outcome.count, outcome.end, outcome.output));
    outcomes.collect::<Vec<_>>().join("\n")
}

/// How a program may end, and what it prints then.
#[derive(Debug)]
struct Ending {
    kind: String,
    text: Option<String>,
}

impl Ending {
    fn is(&self, outcome: &Outcome) -> bool {
        let (kind, text) = match &outcome.end {
            End::Finished => ("finished".to_owned(), &outcome.output),
            End::Exit { code } => (format!("exit {code}"), &outcome.output),
            End::Panicked { message, .. } => ("panicked".to_owned(), message),
            End::Deadlock { .. } => ("deadlock".to_owned(), &outcome.output),
            End::Endless { .. } => ("endless".to_owned(), &outcome.output),
            End::TooLong { .. } => ("too-long".to_owned(), &outcome.output),
        };
        let text = match outcome.end {
            End::Panicked { .. } => text.clone(),
            _ => without_panics(text),
        };
        self.kind == kind && self.text.as_ref().is_none_or(|expected| *expected == text)
    }
}

/// The output without what std prints about panics.
fn without_panics(output: &str) -> String {
    let mut lines = output.lines().peekable();
    let mut rest = String::new();
    while let Some(line) = lines.next() {
        let panics =
            |next: &&str| next.starts_with("stderr: thread ") && next.contains(" panicked at ");
        if line == "stderr: " && lines.next_if(panics).is_some() {
            lines.next();
            lines.next_if(|next| next.starts_with("stderr: note: run with `RUST_BACKTRACE=1`"));
        } else {
            rest += line;
            rest += "\n";
        }
    }
    rest
}

/// The endings that a line names.
fn parse(line: &str) -> Result<Vec<Ending>> {
    let endings = line.trim_end_matches('.').split(" | ");
    let ending = |text: &str| {
        let (kind, text) = match text.split_once(" \"") {
            Some((kind, rest)) => {
                let Some(text) = rest.strip_suffix('"') else {
                    bail!("this is no ending: {text}");
                };
                (kind, Some(text.replace("\\n", "\n").replace("\\\"", "\"")))
            }
            None => (text, None),
        };
        let kinds = ["finished", "panicked", "deadlock", "endless", "too-long"];
        ensure!(
            kinds.contains(&kind) || kind.starts_with("exit "),
            "this is no ending: {kind}"
        );
        Ok(Ending {
            kind: kind.to_owned(),
            text,
        })
    };
    endings.map(ending).collect()
}
