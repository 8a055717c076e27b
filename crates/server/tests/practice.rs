//! The exercises at a terminal, as a reader solves them.

use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use tempfile::TempDir;

/// The exercise that is solved.
const EXERCISE: &str = "08_mutexes_bounded_queue";

/// The book, in a folder without answers: everything but them is a link to the book's own.
fn book() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for entry in fs::read_dir(real.canonicalize().unwrap()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() != "practice" {
            symlink(entry.path(), root.path().join(entry.file_name())).unwrap();
        }
    }
    root
}

/// `course practice` with these arguments.
fn practice(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
    command.args(["practice", "--root"]).arg(root);
    command.args(arguments);
    command
}

/// What the command prints, and whether it is content.
fn run(root: &Path, arguments: &[&str]) -> (bool, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = practice(root, arguments).output().unwrap();
    let text = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (status.success(), text.concat())
}

/// A file of the exercise.
fn file(root: &Path, name: &str) -> String {
    fs::read_to_string(root.join("listings/exercises").join(EXERCISE).join(name)).unwrap()
}

/// The answer to the exercise.
fn answer(root: &Path) -> PathBuf {
    root.join(format!("practice/{EXERCISE}.rs"))
}

/// An exercise begins with its start, which fails; the solution passes, which is remembered; a reset keeps the answer in another file.
#[test]
fn answers_are_checked() {
    let root = book();
    let root = root.path();
    let (passed, text) = run(root, &["check", EXERCISE]);
    assert!(!passed, "{text}");
    assert_eq!(
        fs::read_to_string(answer(root)).unwrap(),
        file(root, "start.rs")
    );
    assert!(
        text.contains("✗ What goes in comes out, in the same order.\n    not yet implemented\n"),
        "{text}"
    );

    let solution = file(root, "solution.rs");
    fs::write(answer(root), &solution).unwrap();
    let (passed, text) = run(root, &["check"]);
    assert!(
        passed && text.contains("Solved: all checks passed."),
        "{text}"
    );
    assert!(text.contains("✓ No thread waits forever. (all "), "{text}");
    let (_, text) = run(root, &["list"]);
    assert!(
        text.contains(&format!("✓ Interview: a bounded queue ({EXERCISE})")),
        "{text}"
    );

    let (passed, text) = run(root, &["reset", EXERCISE]);
    assert!(passed, "{text}");
    let kept = root.join(format!("practice/{EXERCISE}.old1.rs"));
    assert_eq!(fs::read_to_string(kept).unwrap(), solution);
    assert_eq!(
        fs::read_to_string(answer(root)).unwrap(),
        file(root, "start.rs")
    );
    let (_, text) = run(root, &["list"]);
    assert!(!text.contains('✓'), "{text}");
}

/// An unknown name, answers that are not there, and progress that is broken are said clearly, and nothing is changed.
#[test]
fn what_is_wrong_is_said() {
    let root = book();
    let root = root.path();
    let (passed, text) = run(root, &["check", "99_none"]);
    assert!(
        !passed && text.contains("no exercise has the name 99_none"),
        "{text}"
    );
    let (passed, text) = run(root, &["check"]);
    assert!(
        !passed && text.contains("there are no answers yet in practice"),
        "{text}"
    );
    fs::create_dir(root.join("practice")).unwrap();
    let progress = root.join("practice/progress.json");
    fs::write(&progress, "[]").unwrap();
    let (passed, text) = run(root, &["list"]);
    assert!(
        !passed && text.contains("progress.json is not the progress"),
        "{text}"
    );
    assert_eq!(fs::read_to_string(progress).unwrap(), "[]");
}

/// The session of a reader: a process, and what it has printed.
struct Session {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Session {
    fn begin(root: &Path) -> Self {
        let mut command = practice(root, &[]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Session { child, lines }
    }

    /// Waits for a line with this text.
    fn wait_for(&mut self, text: &str) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        let found = lines.find(|line| line.contains(text));
        found.unwrap_or_else(|| panic!("it never printed {text}"))
    }

    /// Presses a key.
    fn press(&mut self, key: char) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{key}").unwrap();
    }
}

/// The first exercise that is not solved is shown; a saved answer is checked at once; keys show a hint, another exercise and the list.
#[test]
fn a_session() {
    let root = book();
    let root = root.path();
    let mut session = Session::begin(root);
    session.wait_for("1 of ");
    session.wait_for("checks passed.");
    session.press('h');
    session.wait_for("Hint 1: ");
    session.press('l');
    session.wait_for("→");
    session.wait_for(" solved");

    // To the exercise of these tests, wherever it stands in the list.
    let names = exercises::all(root).unwrap();
    let at = names.iter().position(|one| one.name == EXERCISE).unwrap();
    for _ in 0..at {
        session.press('n');
    }
    session.press('r');
    session.wait_for(EXERCISE);
    fs::write(answer(root), file(root, "solution.rs")).unwrap();
    session.wait_for("Solved: all checks passed.");
    session.wait_for("What the interviewer asks next");
    session.press('q');
    assert!(session.child.wait().unwrap().success());
    let progress = fs::read_to_string(root.join("practice/progress.json")).unwrap();
    assert!(progress.contains("\"solved\": \"20"), "{progress}");
}
