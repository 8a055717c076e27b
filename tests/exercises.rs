//! Each exercise: its start fails as its task says, its solution passes, and each wrong answer fails by the checks that it names and by no
//! others.
//!
//! A test case for each exercise's start and solution, an ignored one for its wrong answers, and an ignored one that runs the plain checks of
//! the solution many times.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use exercises::{Exercise, Record};
use languages::Language;
use libtest_mimic::{Arguments, Trial};
use practice::{Checker, Event, Verdict};
use runner::passed::{Fingerprint, Passed};
use runner::play::limits::Limits;
use runner::play::sandbox::Isolation;
use runner::play::{Job, Player, State};
use schedules::Explorer;

/// How often the plain checks of a solution pass in a row.
const RUNS: usize = 200;

/// What checks the answers, as it does for a reader: only in a sandbox it is seen at once that nothing can wake a program.
struct Tools {
    player: Player,
    explorer: Explorer,
    /// What builds programs that this process starts by itself, because a sandbox would take most of the time of many runs.
    builder: Player,
}

impl Tools {
    fn prepare(root: &Path) -> Result<Self> {
        let player = Player::new(root, Limits::RUN.wall)?.without_spares();
        player.prepare(root, &Language::RUST, &mut |_| {});
        let explorer = Explorer::new(root, player.isolation().clone())?;
        let states = [
            player.state(&Language::RUST),
            explorer.prepare(root, &mut |_| {}),
        ];
        for state in states {
            if let State::Missing(why) = state {
                bail!("answers cannot be checked: {why}");
            }
        }
        let isolation = Isolation::None("the solutions of the book need no guards".to_owned());
        let builder = Player::with_isolation(root, isolation, Limits::RUN.wall)?.without_spares();
        builder.prepare(root, &Language::RUST, &mut |_| {});
        Ok(Tools {
            player,
            explorer,
            builder,
        })
    }

    /// The verdicts about an answer, in the order of the exercise's checks.
    fn verdicts(&self, exercise: &Exercise, answer: &str) -> Result<Vec<Verdict>> {
        let checker = Checker {
            player: &self.player,
            explorer: &self.explorer,
        };
        let (mut verdicts, mut last) = (Vec::new(), None);
        checker.check(exercise, answer, &|| false, &mut |event| match event {
            Event::Checked(verdict) => verdicts.push(*verdict),
            event => last = Some(event),
        });
        if !matches!(last, Some(Event::Done { .. })) {
            bail!("not checked: {last:?}");
        }
        let checks = exercise.checks();
        let place = |verdict: &Verdict| checks.iter().position(|one| one.name == verdict.check);
        verdicts.sort_by_key(place);
        Ok(verdicts)
    }
}

/// A test of one exercise.
type Check = fn(&Tools, &Exercise) -> Result<()>;

/// What is checked of an exercise, with what the name of the test case begins with. Those with a beginning take long, and are ignored.
const CHECKS: [(&str, Check); 3] = [
    ("", is_solved_and_unsolved),
    ("wrong_answers::", wrong_answers_fail),
    ("many_times::", passes_many_times),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let passed = Arc::new(Passed::of(root, "exercises"));
    let exercises = exercises::all(root).expect("the exercises can be read");
    let common = Fingerprint::of_executable(root).expect("the compiler works");
    let tools: Arc<OnceLock<Tools>> = Arc::default();
    let mut trials = Vec::new();
    for exercise in exercises {
        let exercise = Arc::new(exercise);
        for (group, check) in CHECKS {
            let (passed, common, ready) = (passed.clone(), common.clone(), tools.clone());
            let exercise = exercise.clone();
            let name = format!("{group}{}", exercise.name);
            let trial = Trial::test(name.clone(), move || {
                let fingerprint = common
                    .with_folder(&root.join("crates/explored"))?
                    .with_file(&root.join("Cargo.lock"))?
                    .with_folder(&root.join(exercises::FOLDER).join(&exercise.name))?;
                passed.check(&name, &fingerprint, || {
                    let prepare = || Tools::prepare(root).expect("answers can be checked");
                    check(ready.get_or_init(prepare), &exercise)
                })?;
                Ok(())
            });
            trials.push(trial.with_ignored_flag(!group.is_empty()));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    passed.say();
    conclusion.exit_code()
}

/// The solution passes under every schedule, and the start fails as the task says.
fn is_solved_and_unsolved(tools: &Tools, exercise: &Exercise) -> Result<()> {
    let solved = tools.verdicts(exercise, &exercise.solution)?;
    if let Some(failed) = solved.iter().find(|verdict| !verdict.passed) {
        bail!("solution.rs fails {}: {:?}", failed.check, failed.why);
    }
    let incomplete = solved.iter().find(|verdict| {
        let how = verdict.how.as_deref().unwrap_or_default();
        how.contains("not all")
    });
    if let Some(verdict) = incomplete {
        bail!(
            "{} has too many schedules with solution.rs: {:?}\n  fix: fewer threads or steps in this check",
            verdict.check,
            verdict.how
        );
    }
    if tools.player.isolation().missing().is_none() {
        fails_at_first(tools, exercise)?;
    }
    Ok(())
}

/// Each wrong answer fails the checks that it names, and no others.
fn wrong_answers_fail(tools: &Tools, exercise: &Exercise) -> Result<()> {
    for wrong in &exercise.wrong {
        let verdicts = tools
            .verdicts(exercise, &wrong.source)
            .with_context(|| wrong.file.clone())?;
        let failed = verdicts.iter().filter(|verdict| !verdict.passed);
        let mut failed: Vec<&str> = failed.map(|verdict| verdict.check.as_str()).collect();
        let mut named: Vec<&str> = wrong.fails.iter().map(String::as_str).collect();
        failed.sort_unstable();
        named.sort_unstable();
        ensure!(
            failed == named,
            "{} says that it fails {named:?}, but it fails {failed:?}",
            wrong.file
        );
    }
    Ok(())
}

/// The start fails with the message that the task promises. Without a sandbox, a start that never ends has another message.
fn fails_at_first(tools: &Tools, exercise: &Exercise) -> Result<()> {
    let verdicts = tools.verdicts(exercise, &exercise.start)?;
    let first = verdicts.iter().find(|verdict| !verdict.passed);
    let first = first.context("start.rs passes all checks")?;
    let why = first.why.as_deref().unwrap_or_default();
    let said = (first.words.as_str(), why.lines().next().unwrap_or_default());
    let promised = (
        exercise.at_first.words.as_str(),
        exercise.at_first.why.as_str(),
    );
    ensure!(
        said == promised,
        "`At first` in task.md is not what happens: start.rs fails\n{}\n{}",
        said.0,
        said.1
    );
    Ok(())
}

/// The plain checks of the solution pass many times, several at the same time, so that the machine is busy.
fn passes_many_times(tools: &Tools, exercise: &Exercise) -> Result<()> {
    let job = Job::new(
        &Language::RUST,
        exercises::plain(&exercise.solution, exercise),
    );
    let task = tools
        .builder
        .task(&job, &|| false, &mut |_| {})
        .map_err(|why| anyhow::anyhow!("solution.rs cannot be built: {why:?}"))?;
    let at_once = 2 * thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let runs = || (0..RUNS.div_ceil(at_once)).try_for_each(|_| passes(&task.program));
        let runners: Vec<_> = (0..at_once).map(|_| scope.spawn(runs)).collect();
        let mut ends = runners.into_iter().map(|runner| runner.join());
        ends.try_for_each(|end| end.expect("a runner does not panic"))
    })
}

/// All checks pass when this program runs.
fn passes(program: &Path) -> Result<()> {
    let output = Command::new(program).output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let failed = printed
        .lines()
        .filter_map(Record::of)
        .any(|(_, record)| matches!(record, Record::Failed(_)));
    ensure!(
        output.status.success() && !failed,
        "it printed:\n{printed}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
