//! What playing costs, beside what `cargo run` costs, in one run on one machine.
//!
//! `cargo bench -p server --bench play` measures all of it, in about five minutes; a name behind `--` measures that alone:
//! - `unchanged`: a program of the book, from the click to the last byte;
//! - `changed`: a program that uses tokio, with a change that nobody has compiled before;
//! - `readers`: fifty readers who click for a minute;
//! - `leftovers`: a thousand programs, hostile ones among them, and what is left of them.
//!
//! It asks the server that `cargo run` starts, which is not optimized.

#[path = "../tests/play/course.rs"]
mod course;
#[path = "../tests/play/hostile.rs"]
mod hostile;
#[path = "../tests/play/schedule.rs"]
mod schedule;
#[path = "../tests/play/server.rs"]
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use course::{Course, Played};
use languages::{ALL, Language};
use runner::play::shown;
use runner::program::{self, Program};
use runner::transcript::Transcript;
use tempfile::TempDir;

/// The program that is measured: it uses tokio, and ends at once.
const PROGRAM: &str = "05_select_guards";

/// How many readers there are, and for how long.
const READERS: u64 = 50;
const MINUTE: Duration = Duration::from_secs(60);

/// How long a reader looks at an output before the next click, on average.
const LOOKS: Duration = Duration::from_secs(5);

/// Of so many clicks one is on a program that the reader has changed.
const CHANGED: u64 = 5;

fn main() -> Result<()> {
    // `cargo bench` adds a flag of its own.
    let wanted = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let wanted = |name: &str| wanted.as_ref().is_none_or(|wanted| wanted == name);
    let built = Command::new("cargo")
        .current_dir(root())
        .args(["build", "--quiet", "--bin", "course"])
        .status()?;
    ensure!(built.success(), "cargo cannot build the course");
    let course = Arc::new(Course::start_at(&root().join("target/debug/course"), &[]));
    let unguarded = course.unguarded()?;
    ensure!(
        unguarded.is_none() || !wanted("leftovers"),
        "`leftovers` plays hostile programs, which would do to this machine what they try: {}\n  fix: name another part \
         (`cargo bench -p server --bench play -- unchanged`), or use a machine with full guards",
        unguarded.unwrap_or_default()
    );
    // The book's programs are still being built.
    course.settle()?;
    if wanted("unchanged") {
        unchanged(&course)?;
    }
    if wanted("changed") {
        changed(&course)?;
    }
    if wanted("readers") {
        readers(&course)?;
    }
    if wanted("leftovers") {
        leftovers(&course)?;
    }
    Ok(())
}

/// The root of the book.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn source(language: &'static Language, name: &str) -> Result<String> {
    shown(
        &root(),
        &Program {
            name: name.to_owned(),
            language,
        },
    )
}

/// The click on a program of the book, beside the program alone and beside `cargo run`.
fn unchanged(course: &Course) -> Result<()> {
    let source = source(&Language::RUST, PROGRAM)?;
    let click = course.request("/play", &course::program("bench", "rust", &source));
    let cargo = Cargo::new(&source)?;
    let mut alone = cargo.program();
    let (mut played, mut own, mut by_cargo) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..100 {
        let since = Instant::now();
        let answer = course.send(&click)?;
        played.push(since.elapsed());
        let run = Played::of(&answer)?;
        ensure!(
            run.how == "exit 0" && !run.events.contains(&"compiling".to_owned()),
            "{run:?}"
        );
        own.push(time(|| succeed(&mut alone))?);
        by_cargo.push(time(|| cargo.run())?);
    }
    let (played, own, by_cargo) = (median(&mut played), median(&mut own), median(&mut by_cargo));
    println!("An unchanged program ({PROGRAM}), median of 100:");
    println!(
        "  click to last byte {}, the program alone {}: beyond it {}",
        ms(played),
        ms(own),
        ms(played.saturating_sub(own))
    );
    println!(
        "  warm `cargo run` {}: {:.0} times as long as a click",
        ms(by_cargo),
        ratio(by_cargo, played)
    );
    Ok(())
}

/// The click on a program with a change that nobody has compiled before, beside `cargo run` of the same change.
fn changed(course: &Course) -> Result<()> {
    let source = source(&Language::RUST, PROGRAM)?;
    let cargo = Cargo::new(&source)?;
    let (mut played, mut by_cargo) = (Vec::new(), Vec::new());
    for change in 0..25 {
        let source = format!(
            "{source}\n#[allow(dead_code)]\nfn change_{change}_{}() {{}}\n",
            std::process::id()
        );
        played.push(time(|| {
            let played = course.play("bench", "rust", &source)?;
            ensure!(
                played.how == "exit 0" && played.events.contains(&"compiling".to_owned()),
                "{played:?}"
            );
            Ok(())
        })?);
        cargo.change(&source)?;
        by_cargo.push(time(|| cargo.run())?);
    }
    let (played, by_cargo) = (median(&mut played), median(&mut by_cargo));
    println!("A changed program ({PROGRAM}, which uses tokio), median of 25:");
    println!(
        "  click to last byte {}, warm `cargo run` of the same change {}: {:.2} of it",
        ms(played),
        ms(by_cargo),
        ratio(played, by_cargo)
    );
    Ok(())
}

/// Fifty readers for a minute. Each of them clicks, looks at the output, and clicks again.
fn readers(course: &Arc<Course>) -> Result<()> {
    let clicks = Arc::new(Clicks {
        course: Arc::clone(course),
        programs: playable(course)?,
        times: Mutex::default(),
        failed: AtomicU64::new(0),
        over: AtomicBool::new(false),
    });
    let threads: Vec<_> = (0..READERS)
        .map(|reader| {
            let clicks = Arc::clone(&clicks);
            thread::spawn(move || clicks.of_reader(reader))
        })
        .collect();
    let since = Instant::now();
    let mut memory = 0;
    while since.elapsed() < MINUTE {
        memory = memory.max(course.memory()?);
        thread::sleep(Duration::from_millis(100));
    }
    clicks.over.store(true, Ordering::Relaxed);
    for thread in threads {
        thread.join().expect("no reader panics");
    }
    println!(
        "{READERS} readers for {} s, a click every {} s each, one in {CHANGED} on a changed program:",
        MINUTE.as_secs(),
        LOOKS.as_secs()
    );
    clicks.print();
    println!(
        "  failed: {}; resident memory of the server, at the most: {} MiB",
        clicks.failed.load(Ordering::Relaxed),
        memory >> 20
    );
    Ok(())
}

/// The programs of the book that this machine can play and that end, each with its source.
fn playable(course: &Course) -> Result<Vec<(&'static Language, String)>> {
    let languages = course.languages();
    let mut programs = Vec::new();
    for program in program::all(&root(), ALL)? {
        let transcript = fs::read_to_string(root().join(program::transcript(&program.name)))?;
        let ready = languages[&program.language.to_string()]["state"] == "ready";
        if ready && !Transcript::parse(&transcript).never_ends() {
            programs.push((program.language, shown(&root(), &program)?));
        }
    }
    Ok(programs)
}

/// What the readers click on, and what comes of it.
struct Clicks {
    course: Arc<Course>,
    programs: Vec<(&'static Language, String)>,
    /// How long each click took: first those on unchanged programs, then those on changed ones.
    times: Mutex<[Vec<Duration>; 2]>,
    /// How many clicks failed. Relaxed, like `over`, because no other data depends on it.
    failed: AtomicU64,
    /// Whether the minute is over.
    over: AtomicBool,
}

impl Clicks {
    /// Clicks as one reader until the minute is over.
    fn of_reader(&self, reader: u64) {
        let mut dice = Dice(reader * 2 + 1);
        let name = format!("reader {reader}");
        while !self.over.load(Ordering::Relaxed) {
            thread::sleep(LOOKS.mul_f64(dice.below(2000) as f64 / 1000.0));
            let program = dice.below(self.programs.len() as u64) as usize;
            let (language, source) = &self.programs[program];
            let changed = dice.below(CHANGED) == 0;
            let mut source = source.clone();
            if changed {
                let comment = language.comment;
                let (process, number) = (std::process::id(), dice.below(u64::MAX));
                source += &format!("\n{comment} {process} {reader} {number}\n");
            }
            let since = Instant::now();
            match self.course.play(&name, &language.to_string(), &source) {
                Ok(played)
                    if !played.how.starts_with("failed") && !played.how.starts_with("limit") =>
                {
                    self.times()[usize::from(changed)].push(since.elapsed());
                }
                failed => {
                    eprintln!("failed: {failed:?}");
                    self.failed.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }

    /// Prints how long the clicks took.
    fn print(&self) {
        for (name, times) in ["unchanged", "changed"].iter().zip(&mut *self.times()) {
            times.sort();
            let at = |percent: usize| {
                let time = times.get(times.len() * percent / 100);
                ms(time.copied().unwrap_or_default())
            };
            println!(
                "  {name}: {} clicks, median {}, 95 % within {}",
                times.len(),
                at(50),
                at(95)
            );
        }
    }

    fn times(&self) -> MutexGuard<'_, [Vec<Duration>; 2]> {
        self.times.lock().expect("nobody panics with it")
    }
}

/// A thousand programs, hostile ones among them; then nothing of them is there.
fn leftovers(course: &Arc<Course>) -> Result<()> {
    course.settle()?;
    let before = course.open_files()?;
    let hostile = hostile::trials(course, &Arc::default());
    let count = hostile.len();
    let since = Instant::now();
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let course = Arc::clone(course);
            thread::spawn(move || -> Result<()> {
                for number in 0..(1000 - count) / 4 {
                    let played = course.play(
                        &format!("soak {thread}"),
                        "python",
                        &format!("print({number})"),
                    )?;
                    ensure!(played.stdout == format!("{number}\n"), "{played:?}");
                }
                Ok(())
            })
        })
        .collect();
    let arguments = libtest_mimic::Arguments {
        quiet: true,
        ..Default::default()
    };
    let conclusion = libtest_mimic::run(&arguments, hostile);
    for thread in threads {
        thread.join().expect("no reader panics")?;
    }
    let left = course.what_is_left();
    course.settle()?;
    println!(
        "1000 programs in {} s, {count} of them hostile, {} of these not contained:",
        since.elapsed().as_secs(),
        conclusion.num_failed
    );
    println!(
        "  left behind: {left:?}; open files before {before}, after {}",
        course.open_files()?
    );
    Ok(())
}

/// The same program by the command that its page names, in a copy of the course: nothing here is to change.
struct Cargo {
    copy: TempDir,
    target: PathBuf,
}

impl Cargo {
    fn new(source: &str) -> Result<Self> {
        let copy = tempfile::tempdir()?;
        succeed(
            Command::new("git")
                .args(["clone", "--quiet"])
                .arg(root())
                .arg(copy.path()),
        )?;
        let target = root().join("target/play-bench");
        let cargo = Cargo { copy, target };
        cargo.change(source)?;
        cargo.run()?;
        Ok(cargo)
    }

    fn change(&self, source: &str) -> Result<()> {
        let file = Language::RUST.source(PROGRAM);
        Ok(fs::write(self.copy.path().join(file), source)?)
    }

    fn run(&self) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["run", "--quiet", "-p", "listings", "--example", PROGRAM])
            .current_dir(self.copy.path())
            .env("CARGO_TARGET_DIR", &self.target);
        succeed(&mut cargo)
    }

    /// What it has built, by itself.
    fn program(&self) -> Command {
        Command::new(self.target.join("debug/examples").join(PROGRAM))
    }
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status()?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

fn time(act: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let since = Instant::now();
    act()?;
    Ok(since.elapsed())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

/// Numbers that look like chance and are the same in each run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}
