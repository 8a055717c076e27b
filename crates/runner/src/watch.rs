//! Runs a command under a watchdog and collects what it prints.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use shared_child::SharedChild;

/// How long a program may run, unless the caller says something else.
const LIMIT: Duration = Duration::from_secs(10);

/// How long a program that never ends is silent, unless the caller says something else.
const SILENCE: Duration = Duration::from_secs(1);

/// The most lines that are collected of one program.
const MAX_LINES: usize = 10_000;

/// When a program is stopped.
#[derive(Debug, Clone, Copy)]
pub struct Watchdog {
    /// How long a program may run.
    pub limit: Duration,
    /// After how long a silence a program that is stopped counts as one that never ends.
    pub silence: Duration,
    /// How many lines a program that never ends is expected to print. Once it has printed them, it is stopped after the silence, long before
    /// the limit. `None` if the number is not known.
    pub lines: Option<usize>,
}

impl Default for Watchdog {
    fn default() -> Self {
        Watchdog {
            limit: LIMIT,
            silence: SILENCE,
            lines: None,
        }
    }
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By itself, with this code.
    Exit(i32),
    /// By a signal of this number (Unix).
    Signal(i32),
    /// It was still running, and silent, when the watchdog stopped it.
    NeverEnds,
    /// It was still running, and printing, when the watchdog stopped it.
    StillPrinting,
}

/// What a program printed, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The lines of stdout.
    pub stdout: Vec<String>,
    /// The lines of stderr.
    pub stderr: Vec<String>,
    /// How it ended.
    pub end: Ending,
}

/// What the threads that wait for a program send to the thread that collects.
enum Message {
    Out(String),
    Err(String),
    Closed,
    Exited(ExitStatus),
}

/// Runs the command to its end, or until the watchdog stops it.
///
/// # Errors
/// That the command cannot be started.
pub fn run(command: &mut Command, watchdog: Watchdog) -> Result<Outcome> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = SharedChild::spawn(command)
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let child = Arc::new(child);
    let (tx, rx) = channel();
    let out = child.take_stdout().context("stdout is piped")?;
    let err = child.take_stderr().context("stderr is piped")?;
    send_lines(out, tx.clone(), Message::Out);
    send_lines(err, tx.clone(), Message::Err);
    thread::spawn({
        let child = Arc::clone(&child);
        move || {
            if let Ok(status) = child.wait() {
                // An error is ignored: if the watchdog has stopped the program, nobody receives any more.
                let _ = tx.send(Message::Exited(status));
            }
        }
    });

    let deadline = Instant::now() + watchdog.limit;
    let mut last = Instant::now();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let (mut closed, mut exited) = (0, None);
    let end = loop {
        if let (2, Some(status)) = (closed, exited) {
            break ending_of(status);
        }
        let lines = stdout.len() + stderr.len();
        if lines >= MAX_LINES {
            break Ending::StillPrinting;
        }
        let until = match watchdog.lines {
            Some(expected) if lines >= expected => deadline.min(last + watchdog.silence),
            _ => deadline,
        };
        match rx.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Message::Out(line)) => {
                last = Instant::now();
                stdout.push(line);
            }
            Ok(Message::Err(line)) => {
                last = Instant::now();
                stderr.push(line);
            }
            Ok(Message::Closed) => closed += 1,
            Ok(Message::Exited(status)) => exited = Some(status),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                break if last.elapsed() >= watchdog.silence {
                    Ending::NeverEnds
                } else {
                    Ending::StillPrinting
                };
            }
        }
    };
    // An error is ignored, because a program that ended by itself cannot be killed.
    let _ = child.kill();
    Ok(Outcome {
        stdout,
        stderr,
        end,
    })
}

fn send_lines(from: impl Read + Send + 'static, to: Sender<Message>, event: fn(String) -> Message) {
    thread::spawn(move || {
        let mut lines = BufReader::new(from);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\r', '\n']).to_owned();
            if to.send(event(text)).is_err() {
                return;
            }
            line.clear();
        }
        let _ = to.send(Message::Closed);
    });
}

fn ending_of(status: ExitStatus) -> Ending {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return Ending::Signal(signal);
    }
    Ending::Exit(status.code().unwrap_or(-1))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, lines: Option<usize>) -> Outcome {
        let watchdog = Watchdog {
            limit: Duration::from_secs(60),
            silence: Duration::from_millis(50),
            lines,
        };
        run(Command::new("sh").args(["-c", script]), watchdog).unwrap()
    }

    /// Lines of both streams and the exit code are collected.
    #[test]
    fn a_program_that_ends() {
        let outcome = sh("echo a; echo b >&2; echo c; exit 3", None);
        assert_eq!(outcome.stdout, ["a", "c"]);
        assert_eq!(outcome.stderr, ["b"]);
        assert_eq!(outcome.end, Ending::Exit(3));
    }

    /// A program that is killed by a signal says so.
    #[test]
    fn a_program_that_is_killed() {
        assert_eq!(sh("kill -9 $$", None).end, Ending::Signal(9));
    }

    /// A program that hangs is stopped when it has been silent, long before the limit, if the number of its lines is known.
    #[test]
    fn a_program_that_never_ends() {
        let outcome = sh("echo a; exec sleep 1000", Some(1));
        assert_eq!((outcome.stdout.len(), outcome.end), (1, Ending::NeverEnds));
    }

    /// A program that floods its output is stopped.
    #[test]
    fn a_program_that_floods() {
        let outcome = sh("while :; do echo a; done", None);
        assert_eq!(outcome.end, Ending::StillPrinting);
        assert_eq!(outcome.stdout.len(), MAX_LINES);
    }
}
