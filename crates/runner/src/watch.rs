//! Runs a command under a watchdog and collects what it prints.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use shared_child::SharedChild;

/// When the watchdog steps in.
#[derive(Debug, Clone, Copy)]
pub struct Watchdog {
    /// How long a program may run at all.
    pub limit: Duration,
    /// How long it has been silent when it is said never to end.
    pub silence: Duration,
    /// Where it is known after how many lines the silence begins: then nobody waits for the limit.
    pub lines: Option<usize>,
}

impl Default for Watchdog {
    fn default() -> Self {
        Watchdog {
            limit: Duration::from_secs(10),
            silence: Duration::from_secs(1),
            lines: None,
        }
    }
}

/// The most lines that are collected of one program.
const MAX_LINES: usize = 10_000;

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with this code.
    Exit(i32),
    /// By a signal of this number (Unix).
    Signal(i32),
    /// Not at all: it was still running, and silent, when the watchdog stopped it.
    NeverEnds,
    /// Not at all, and it was still printing when the watchdog stopped it.
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
    pub end: End,
}

enum Event {
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
    send_lines(out, tx.clone(), Event::Out);
    send_lines(err, tx.clone(), Event::Err);
    thread::spawn({
        let child = Arc::clone(&child);
        move || {
            if let Ok(status) = child.wait() {
                // Nobody listens any more where the watchdog has stopped the program.
                let _ = tx.send(Event::Exited(status));
            }
        }
    });

    let deadline = Instant::now() + watchdog.limit;
    let mut last = Instant::now();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let (mut closed, mut exited) = (0, None);
    let end = loop {
        if let (2, Some(status)) = (closed, exited) {
            break end_of(status);
        }
        let lines = stdout.len() + stderr.len();
        if lines >= MAX_LINES {
            break End::StillPrinting;
        }
        let until = match watchdog.lines {
            Some(known) if lines >= known => deadline.min(last + watchdog.silence),
            _ => deadline,
        };
        match rx.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Event::Out(line)) => {
                last = Instant::now();
                stdout.push(line);
            }
            Ok(Event::Err(line)) => {
                last = Instant::now();
                stderr.push(line);
            }
            Ok(Event::Closed) => closed += 1,
            Ok(Event::Exited(status)) => exited = Some(status),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                break if last.elapsed() >= watchdog.silence {
                    End::NeverEnds
                } else {
                    End::StillPrinting
                };
            }
        }
    };
    // Gone already, where it ended by itself.
    let _ = child.kill();
    Ok(Outcome {
        stdout,
        stderr,
        end,
    })
}

fn send_lines(from: impl Read + Send + 'static, to: Sender<Event>, event: fn(String) -> Event) {
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
        let _ = to.send(Event::Closed);
    });
}

fn end_of(status: ExitStatus) -> End {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return End::Signal(signal);
    }
    End::Exit(status.code().unwrap_or(-1))
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
        assert_eq!(outcome.end, End::Exit(3));
    }

    /// A program that is killed by a signal says so.
    #[test]
    fn a_program_that_is_killed() {
        assert_eq!(sh("kill -9 $$", None).end, End::Signal(9));
    }

    /// A program that hangs is stopped once it has been silent, long before the limit where its lines are known.
    #[test]
    fn a_program_that_never_ends() {
        let outcome = sh("echo a; exec sleep 1000", Some(1));
        assert_eq!((outcome.stdout.len(), outcome.end), (1, End::NeverEnds));
    }

    /// A program that floods its output is stopped.
    #[test]
    fn a_program_that_floods() {
        let outcome = sh("while :; do echo a; done", None);
        assert_eq!(outcome.end, End::StillPrinting);
        assert_eq!(outcome.stdout.len(), MAX_LINES);
    }
}
