//! Every program prints its transcript, in every language that it exists in.
//!
//! Each program is a test of its own. With `COURSE_RUNS=200` each program runs 200 times, which shows that its output is always the same.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use languages::{ALL, Language};
use libtest_mimic::{Arguments, Failed, Trial};
use runner::passed::{Fingerprint, Passed};
use runner::program::{self, Program};
use runner::toolchain::Toolchain;
use runner::transcript::Transcript;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Some programs never end, and their tests only wait until they are silent. So more tests run at once than there are cores.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(4 * cores);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let toolchain = Arc::new(Toolchain::new(root).expect("the folder for builds can be made"));
    let runs = match std::env::var("COURSE_RUNS").map(|runs| runs.parse()) {
        Ok(Ok(runs)) => runs,
        Ok(Err(_)) => panic!("COURSE_RUNS is a number: how often each program runs"),
        Err(_) => 1,
    };

    let passed = Arc::new(Passed::of(root, "tests (transcripts)"));
    let common = Fingerprint::of_executable(root).expect("the compiler works");

    let mut trials = vec![Trial::test("the_check_can_fail", {
        let (passed, common) = (Arc::clone(&passed), common.clone());
        move || passed.check("the_check_can_fail", &common, the_check_can_fail)
    })];
    for program in program::all(root, ALL).expect("the folders of programs can be read") {
        let (toolchain, passed) = (Arc::clone(&toolchain), Arc::clone(&passed));
        let common = common.clone();
        let name = format!("{}::{}", program.language, program.name);
        let language = program.language;
        let trial = Trial::test(name, move || {
            let name = format!("{}::{}", program.language, program.name);
            let fingerprint = fingerprint(common, toolchain.root(), &program)?;
            passed.check(&name, &fingerprint, || {
                (0..runs).try_for_each(|_| check(&toolchain, &program))
            })?;
            Ok(())
        });
        trials.push(match language.expected {
            true => trial,
            false => trial
                .with_kind(format!("needs {}", language.title))
                .with_ignored_flag(true),
        });
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    passed.say();
    conclusion.exit_code()
}

/// What decides whether the program prints its transcript: `common` is the same for all programs.
fn fingerprint(common: Fingerprint, root: &Path, program: &Program) -> Result<Fingerprint> {
    let transcript = root.join(program::transcript(&program.name));
    let with_source = common.with_file(&root.join(program.source()))?;
    // A program without a transcript fails, so it is never remembered.
    Ok(with_source.with(fs::read(transcript).unwrap_or_default()))
}

/// The program prints its transcript and ends as it says.
fn check(toolchain: &Toolchain, program: &Program) -> Result<()> {
    let file = program::transcript(&program.name);
    let text = text::read(&toolchain.root().join(&file)).with_context(|| {
        format!(
            "{} has no transcript\n  fix: cargo run -- bless {}, and read what it wrote",
            program.source().display(),
            program.name
        )
    })?;
    let expected = Transcript::parse(&text);
    let run = toolchain.run(program, Some(&expected))?;
    ensure!(
        expected.matches(&run),
        "{} does not print {}:\n{}  fix: correct the program, or `cargo run -- bless {}` and read what it wrote",
        program.source().display(),
        file.display(),
        expected.compare(&run),
        program.name
    );
    Ok(())
}

/// A wrong line, a line too few, an end that does not come, one that comes, a panic, a flood, a warning and a missing
/// transcript are each found, and a right transcript is not.
fn the_check_can_fail() -> Result<(), Failed> {
    let hang = "fn main() { println!(\"a\"); loop { std::thread::park() } }";
    let flood = "fn main() { loop { println!(\"a\") } }";
    let cases = [
        ("fn main() { println!(\"a\") }", Some("a\n"), None),
        (
            "fn main() { println!(\"a\") }",
            Some("b\n"),
            Some("! expected: b"),
        ),
        (
            "fn main() { println!(\"a\") }",
            Some("a\nb\n"),
            Some("! expected: b"),
        ),
        (
            "fn main() { println!(\"a\") }",
            Some("a\n[never ends]\n"),
            Some("! expected: [never ends]"),
        ),
        (hang, Some("a\n[never ends]\n"), None),
        (hang, Some("a\n"), Some("! printed:  [never ends]")),
        (
            "fn main() { panic!(\"b\") }",
            Some(""),
            Some("! printed:  [exit 101]"),
        ),
        (
            "fn main() { let x = 1; }",
            Some(""),
            Some("unused variable"),
        ),
        (
            "fn main() { eprintln!(\"a\"); std::process::abort() }",
            Some("stderr: a\n[signal 6]\n"),
            None,
        ),
        (flood, Some("a\n"), Some("was still printing")),
        ("fn main() {}", None, Some("has no transcript")),
    ];
    // Shorter than the book's own: one of the cases runs into it.
    let time_limit = Duration::from_secs(3);
    let book = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (source, transcript, found) in cases {
        let root = tempfile::tempdir()?;
        let program = Program {
            name: "program".into(),
            language: &Language::RUST,
        };
        let toolchain = Toolchain::for_programs_of(root.path(), book, time_limit)?;
        for (file, text) in [
            (program.source(), Some(source)),
            (program::transcript("program"), transcript),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().context("a file lies in a folder")?)?;
            if let Some(text) = text {
                fs::write(file, text)?;
            }
        }
        let error = check(&toolchain, &program)
            .err()
            .map(|error| format!("{error:#}"));
        match (found, error) {
            (None, None) => {}
            (Some(found), Some(error)) if error.contains(found) => {}
            (_, error) => return Err(format!("{source} with {transcript:?}: {error:?}").into()),
        }
    }
    Ok(())
}
