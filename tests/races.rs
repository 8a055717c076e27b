//! What race detectors say of programs, where somebody has written it down.
//!
//! # Layout
//! - Go's: `go/NAME/race.txt`. Where it holds no report, the detector is silent, and that is what the page shows.
//! - Miri's and ThreadSanitizer's: `listings/races/NAME.miri.txt` and `NAME.thread_sanitizer.txt`.

use std::path::Path;
use std::process::Command;

use languages::Language;
use runner::program;
use runner::transcript::Transcript;
use text::leftover::is_leftover;

/// What each Go report has.
const REPORTED: &str = "WARNING: DATA RACE";

/// Each such program is reported, whenever it runs, and in the words of its file in at least one run of twenty: which of two
/// accesses comes second, and is reported first, is up to the scheduler. The fixed program is never reported.
#[test]
#[ignore = "needs Go"]
fn races_are_reported() {
    let mut programs = 0;
    for (name, expected) in reports_of_go() {
        if !expected.to_string().contains(REPORTED) {
            continue;
        }
        programs += 1;
        let reported = (0..20).any(|_| {
            let printed = go(&name);
            assert!(printed.to_string().contains(REPORTED), "{printed}");
            expected.matches(&printed)
        });
        assert!(
            reported,
            "go/{name}/race.txt is not what Go says:\n{}",
            expected.compare(&go(&name))
        );

        let fixed = go(&format!("{name}_fixed"));
        assert!(!fixed.to_string().contains("stderr"), "{fixed}");
    }
    assert!(programs > 0);
}

/// A race that is no data race is not reported in twenty runs, though each of them goes wrong.
#[test]
#[ignore = "needs Go"]
fn other_races_are_not_reported() {
    let mut programs = 0;
    for (name, expected) in reports_of_go() {
        if expected.to_string().contains(REPORTED) {
            continue;
        }
        programs += 1;
        for _ in 0..20 {
            let printed = go(&name);
            assert!(expected.matches(&printed), "{}", expected.compare(&printed));
        }
    }
    assert!(programs > 0);
}

/// Both report the broken slot, in the words of the file, and not the fixed one.
#[test]
#[ignore = "needs nightly Rust, with Miri and rust-src"]
fn unsafe_races_are_reported() {
    let mut miri_version = nightly(&["miri", "--version"]);
    let miri_version = miri_version.env("RUSTUP_AUTO_INSTALL", "0").output();
    assert!(
        miri_version.is_ok_and(|output| output.status.success()),
        "there is no nightly Miri: `rustup toolchain install nightly --component miri,rust-src`, or leave this out by \
         `--skip unsafe_races_are_reported`"
    );
    type Detect = fn(&str) -> Transcript;
    for (tool, detect) in [
        ("miri", miri as Detect),
        ("thread_sanitizer", thread_sanitizer),
    ] {
        let name = "finding_races_slot";
        let file = format!("listings/races/{name}.{tool}.txt");
        let (expected, printed) = (read(Path::new(&file)), detect(name));
        assert!(
            expected.matches(&printed),
            "{file}: the tool tells something else\n{}\n{printed}",
            expected.compare(&printed)
        );

        let fixed = format!("{name}_fixed");
        let (expected, printed) = (read(&program::transcript(&fixed)), detect(&fixed));
        assert!(expected.matches(&printed), "{}", expected.compare(&printed));
    }
}

/// The names of the Go programs of which something is written down, and what.
fn reports_of_go() -> Vec<(String, Transcript)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join(Language::GO.folder)).unwrap() {
        let program = entry.unwrap();
        let report = program.path().join("race.txt");
        let name = program.file_name().to_string_lossy().into_owned();
        if report.is_file() && !is_leftover(&name) {
            found.push((name, read(&report)));
        }
    }
    found
}

/// Runs a Go program under the detector.
fn go(name: &str) -> Transcript {
    let mut command = Command::new("go");
    command
        .args(["run", "-race", &format!("./{name}")])
        .current_dir(root().join(Language::GO.folder));
    run(&mut command)
}

/// Runs a Rust program in Miri, whose backtraces would show where the library of this machine is.
fn miri(name: &str) -> Transcript {
    let args = ["miri", "run", "--quiet", "-p", "listings", "--example"];
    run(nightly(&args)
        .arg(name)
        .env("MIRIFLAGS", "-Zmiri-backtrace=0"))
}

/// Runs a Rust program under ThreadSanitizer, with the library compiled for it, too. Of the stacks the program's own part
/// is kept.
fn thread_sanitizer(name: &str) -> Transcript {
    let args = ["run", "--quiet", "-Zbuild-std", "--target", "host-tuple"];
    let printed = run(nightly(&args)
        .args(["-p", "listings", "--example", name])
        .env("RUSTFLAGS", "-Zsanitizer=thread"));
    let printed = printed.to_string();
    let kept = printed
        .lines()
        .filter(|line| !line.starts_with("stderr:     #") || line.contains(Language::RUST.folder));
    Transcript::parse(&kept.collect::<Vec<_>>().join("\n"))
}

/// The nightly cargo, whatever toolchain runs this.
fn nightly(args: &[&str]) -> Command {
    let mut command = Command::new("rustup");
    command
        .args(["run", "nightly", "cargo"])
        .args(args)
        .current_dir(root())
        .env_remove("LD_LIBRARY_PATH");
    command
}

fn run(command: &mut Command) -> Transcript {
    Transcript::from(&command.output().unwrap())
}

fn read(file: &Path) -> Transcript {
    Transcript::parse(&text::read(&root().join(file)).unwrap_or_default())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
