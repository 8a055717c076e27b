//! Every recorded exploration and every timeline is what the program gives now, and fits the program's transcript.
//!
//! One test case each.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Trial};
use regex::Regex;
use runner::passed::{Fingerprint, Passed};
use runner::program;
use runner::transcript::{Ending, Transcript};
use schedules::timeline::{self, Timeline};
use schedules::{End, Exploration, Explorer, Outcome, recorded};

/// How a name ends whose program repairs the program without this ending.
const FIXED: &str = "_fixed";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let passed = Arc::new(Passed::of(root, "explorations"));
    let names = recorded::names(root).expect("the explorations can be read");
    let explorer: Arc<OnceLock<Explorer>> = Arc::default();
    let mut trials = vec![
        Trial::test("a_transcript_that_cannot_be", || {
            Ok(a_transcript_that_cannot_be()?)
        }),
        Trial::test("challenges_can_be_met", || Ok(challenges_can_be_met()?)),
        Trial::test("a_timeline_without_a_clock", || {
            Ok(a_timeline_without_a_clock()?)
        }),
        Trial::test("eighteen_programs_of_all_topics", || {
            Ok(eighteen_programs_of_all_topics()?)
        }),
    ];
    let common = Fingerprint::of_executable(root).expect("the compiler works");
    for name in names {
        let (passed, common, explorer) = (passed.clone(), common.clone(), explorer.clone());
        let trial = Trial::test(name.clone(), move || {
            let fingerprint =
                fingerprint(common, root, &name)?.with_file(&root.join(recorded::file(&name)))?;
            passed.check(&name, &fingerprint, || {
                let explorer = explorer.get_or_init(|| {
                    Explorer::of_book(root, &mut |_| {}).expect("programs can be explored")
                });
                is_recorded(root, &name, explorer)?;
                fits(root, &name)
            })?;
            Ok(())
        });
        trials.push(trial);
    }
    for timeline in &timeline::ALL {
        let (passed, common, explorer) = (passed.clone(), common.clone(), explorer.clone());
        let case = format!("timeline_{}", timeline.name);
        let trial = Trial::test(case.clone(), move || {
            let fingerprint =
                fingerprint(common, root, timeline.name)?.with_file(&root.join(timeline.file()))?;
            passed.check(&case, &fingerprint, || {
                let explorer = explorer.get_or_init(|| {
                    Explorer::of_book(root, &mut |_| {}).expect("programs can be explored")
                });
                is_drawn(root, timeline, explorer)
            })?;
            Ok(())
        });
        trials.push(trial);
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    passed.say();
    conclusion.exit_code()
}

/// What decides whether the exploration of `name` is right: `common` is the same for all programs.
fn fingerprint(common: Fingerprint, root: &Path, name: &str) -> Result<Fingerprint> {
    common
        .with_folder(&root.join("crates/explored"))?
        .with_file(&root.join("Cargo.lock"))?
        .with_file(&root.join(format!("listings/examples/{name}.rs")))?
        .with_file(&root.join(program::transcript(name)))
}

/// The file of the exploration is what an exploration gives now.
fn is_recorded(root: &Path, name: &str, explorer: &Explorer) -> Result<()> {
    let file = recorded::file(name);
    let now = recorded::explore(root, name, explorer)?;
    let then = text::read(&root.join(&file))?;
    ensure!(
        now == then,
        "{} is not what an exploration gives now\n  fix: cargo run -- bless --explore {name}, and look at what changed",
        file.display()
    );
    Ok(())
}

/// The drawing is what the program does now, and the program prints its transcript in this run.
fn is_drawn(root: &Path, timeline: &Timeline, explorer: &Explorer) -> Result<()> {
    let file = timeline.file();
    let run = timeline.run(root, explorer)?;
    let then = text::read(&root.join(&file))?;
    ensure!(
        timeline.draw(&run)? == then,
        "{} is not what the program does now\n  fix: cargo run -- bless --explore {}, and look at the drawing",
        file.display(),
        timeline.name
    );
    let transcript = text::read(&root.join(program::transcript(timeline.name)))?;
    can_be(&run, &Transcript::parse(&transcript))
}

/// The outcome of the transcript is among those of the exploration, and a fixed program has no bad one.
fn fits(root: &Path, name: &str) -> Result<()> {
    let exploration = recorded::read(root, name)?;
    let transcript = text::read(&root.join(program::transcript(name)))?;
    can_be(&exploration, &Transcript::parse(&transcript))
        .with_context(|| format!("{name} has this transcript:\n{transcript}"))?;
    if name.ends_with(FIXED) {
        let bad = exploration
            .outcomes
            .iter()
            .find(|outcome| outcome.end.is_bad());
        ensure!(
            bad.is_none(),
            "{name} is called fixed, but can end badly: {bad:?}"
        );
    }
    Ok(())
}

/// One of the outcomes is what the transcript says.
fn can_be(exploration: &Exploration, expected: &Transcript) -> Result<()> {
    let possible = exploration.outcomes.iter().any(|outcome| {
        let transcript = as_transcript(outcome);
        expected.matches(&transcript)
    });
    ensure!(
        possible,
        "no schedule has it, but these outcomes:\n{}",
        exploration.summary()
    );
    Ok(())
}

/// An outcome as a transcript.
fn as_transcript(outcome: &Outcome) -> Transcript {
    let ending = match outcome.end {
        End::Finished => Ending::Exit(0),
        End::Exit { code } => Ending::Exit(code),
        End::Panicked { .. } => Ending::Exit(101),
        End::Deadlock { .. } | End::Endless { .. } | End::TooLong { .. } => Ending::NeverEnds,
    };
    let (stderr, stdout): (Vec<_>, Vec<_>) = outcome
        .output
        .lines()
        .partition(|line| line.starts_with("stderr: "));
    let lines = |lines: Vec<&str>| {
        let own = |line: &&str| line.strip_prefix("stderr: ").unwrap_or(line).to_owned() + "\n";
        lines.iter().map(own).collect::<String>()
    };
    Transcript::new(&lines(stdout), &lines(stderr), ending)
}

/// A transcript that no schedule has is found out.
fn a_transcript_that_cannot_be() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = recorded::names(root)?;
    let exploration = recorded::read(root, names.first().context("there is an exploration")?)?;
    let error = can_be(&exploration, &Transcript::parse("something else\n"));
    ensure!(error.is_err(), "it was accepted");
    Ok(())
}

/// A program whose clock is not paused has no timeline.
fn a_timeline_without_a_clock() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let exploration = recorded::read(root, "08_mutexes_two_tills")?;
    let error = timeline::ALL[0].draw(&exploration).err();
    let error = error.context("it was drawn")?;
    ensure!(error.to_string().contains("clock"), "{error}");
    Ok(())
}

/// At least eighteen programs can be explored without a server, and each topic has one of them.
fn eighteen_programs_of_all_topics() -> Result<()> {
    let names = recorded::names(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    ensure!(names.len() >= 18, "only {} are recorded", names.len());
    for topic in 1..=12 {
        let start = format!("{topic:02}_");
        ensure!(
            names.iter().any(|name| name.starts_with(&start)),
            "topic {topic} has none"
        );
    }
    Ok(())
}

/// Every challenge of the book can be met: an outcome that is asked for exists, in so many steps, and one that a fixed program is said not
/// to have does not. (Of another program, the reader has to change something first.)
fn challenges_can_be_met() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let line = Regex::new(
        r"(?m)^```challenge (\S+) (cannot )?(?:(deadlock|panicked|endless)|prints? (.+?))(?: in (\d+) steps?)?$",
    )?;
    let mut seen = 0;
    for page in fs::read_dir(root.join("src"))?.flatten() {
        let text = text::read(&page.path()).unwrap_or_default();
        for found in line.captures_iter(&text) {
            let exploration = recorded::read(root, &found[1])?;
            let word = |number| found.get(number).map(|word: regex::Match| word.as_str());
            let most: usize = word(5).map_or(Ok(usize::MAX), str::parse)?;
            let met = exploration.outcomes.iter().any(|outcome| {
                outcome.shortest.len() <= most
                    && match (word(3), word(4)) {
                        (Some(end), _) => outcome.end.name() == end,
                        (_, Some(printed)) => outcome.output.lines().any(|line| line == printed),
                        _ => false,
                    }
            });
            let challenge = &found[0];
            let is_fixed = found[1].ends_with(FIXED);
            let holds = match word(2) {
                None => met,
                Some(_) => exploration.complete && (!is_fixed || !met),
            };
            ensure!(
                holds,
                "{challenge} cannot be met:\n{}",
                exploration.summary()
            );
            seen += 1;
        }
    }
    ensure!(seen >= 12, "only {seen} challenges were found");
    Ok(())
}
