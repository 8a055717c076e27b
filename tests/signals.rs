//! A program that gets a signal to stop prints its last lines and ends well, in every language.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use languages::Language;
use runner::passed::{Fingerprint, Tests};
use runner::play::sandbox::Task;
use runner::program::Program;
use runner::toolchain::Toolchain;
use runner::transcript::Transcript;

/// The program that a signal stops. Without a signal it never ends, as its transcript says.
const NAME: &str = "11_context_cancellation_shutdown";
/// What it prints then, in the form of a transcript.
const WORDS: &str = "tests/signals.txt";
/// Longer than any program or machine takes.
const LIMIT: Duration = Duration::from_secs(60);

/// Each test that needs only Rust and Python is left out if it has passed, and neither the programs nor [`WORDS`] have changed since then.
static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = Fingerprint::of_executable(root).unwrap();
    let programs = [&Language::RUST, &Language::PYTHON].map(|language| Program {
        name: NAME.into(),
        language,
    });
    let files = programs.iter().map(Program::source).chain([WORDS.into()]);
    let with_file = |all: Fingerprint, file: PathBuf| all.with_file(&root.join(file));
    let all = files.into_iter().try_fold(code, with_file).unwrap();
    Tests::of(root, "tests of signals", all, include_str!("signals.rs"))
});

/// In Rust the program shuts down, and says so, on either signal.
#[test]
fn rust_shuts_down() {
    let Some(test) = TESTS.begin() else { return };
    shuts_down(&Language::RUST, 1);
    test.passed();
}

/// In Python, too.
#[test]
fn python_shuts_down() {
    let Some(test) = TESTS.begin() else { return };
    shuts_down(&Language::PYTHON, 1);
    test.passed();
}

/// In Go, too.
#[test]
#[ignore = "needs Go"]
fn go_shuts_down() {
    shuts_down(&Language::GO, 1);
}

/// Tokio's handler stays installed, so a second signal does not kill the program while it shuts down.
#[test]
fn rust_is_told_twice() {
    let Some(test) = TESTS.begin() else { return };
    shuts_down(&Language::RUST, 2);
    test.passed();
}

/// The check finds a program without a handler, because the signal kills it.
#[test]
fn the_check_can_fail() {
    let mut deaf = Command::new("sh");
    deaf.args(["-c", "echo open; exec sleep 1000"]);
    assert_eq!(
        output(&mut deaf, "TERM", 1).to_string(),
        "open\n[signal 15]\n"
    );
}

/// The program prints [`WORDS`] when it gets SIGTERM so many times, and also when it gets SIGINT.
fn shuts_down(language: &'static Language, times: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = Program {
        name: NAME.into(),
        language,
    };
    let text = text::read(&root.join(WORDS)).unwrap();
    let expected = Transcript::parse(&text);
    let task = Toolchain::new(root).unwrap().task(&program).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for signal in ["TERM", "INT"] {
        let printed = output(&mut command(&task, folder.path()), signal, times);
        assert!(
            expected.matches(&printed),
            "{} does not print {WORDS} on SIG{signal}:\n{}",
            program.source().display(),
            expected.compare(&printed)
        );
    }
}

/// The command that starts a task in this folder.
fn command(task: &Task, folder: &Path) -> Command {
    for (name, text) in &task.files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let mut command = Command::new(&task.program);
    command.args(&task.arguments).env_clear();
    command.envs(task.environment.iter().cloned());
    command.current_dir(folder);
    command
}

/// Starts a program, sends it the signal after each of so many lines, the first ones that it prints, and waits for its end.
fn output(command: &mut Command, signal: &str, times: usize) -> Transcript {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut running = Running(command.spawn().unwrap());
    let stdout = running.0.stdout.take().unwrap();
    let (tx, lines) = channel();
    thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines();
        lines.try_for_each(|line| tx.send(line.unwrap()))
    });

    let mut stdout = Vec::new();
    loop {
        match lines.recv_timeout(LIMIT) {
            Ok(line) => stdout.push(line),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => panic!("no end, after {stdout:?}"),
        }
        if stdout.len() <= times {
            // A shell is everywhere, and sends signals.
            let kill = format!("kill -{signal} {}", running.0.id());
            let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
            assert!(sent.success(), "{kill}");
        }
    }
    let mut stderr = String::new();
    let pipe = running.0.stderr.as_mut().unwrap();
    pipe.read_to_string(&mut stderr).unwrap();
    let status = running.0.wait().unwrap();
    Transcript::new(&stdout.join("\n"), &stderr, status.into())
}

/// A program that does not outlive its test, whatever happens.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // An error says that the program has already ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
