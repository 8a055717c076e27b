//! What the program's real `main` calls: explores the program, and tells what came out, as lines of JSON on stdout.

use std::convert::Infallible;
use std::fmt::Debug;
use std::io::Write;
use std::process::ExitCode;

use serde::Serialize;

use crate::engine::{self, Limits};

/// One line of JSON on stdout.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Line<T: Serialize> {
    /// Schedules and outcomes so far.
    Progress { schedules: u64, outcomes: usize },
    /// What came out.
    Explored(T),
    /// Why the program cannot be explored.
    Failed(String),
}

/// Explores the program with this source and `main`. The first argument of the process has the [`Limits`] as JSON.
pub fn start(source: &str, main: fn() -> i32) {
    let argument = std::env::args().nth(1).unwrap_or_default();
    let limits: Result<Limits, _> = serde_json::from_str(&argument);
    let result = limits
        .map_err(|error| error.to_string())
        .and_then(|limits| {
            engine::explore(source, main, &limits, |schedules, outcomes| {
                tell(&Line::<()>::Progress {
                    schedules,
                    outcomes,
                });
            })
        });
    match result {
        Ok(exploration) => tell(&Line::Explored(exploration)),
        Err(message) => tell(&Line::<()>::Failed(message)),
    }
}

fn tell<T: Serialize>(line: &Line<T>) {
    let mut text = serde_json::to_string(line).unwrap_or_default();
    text.push('\n');
    // If nobody reads, nobody needs the answer.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// What `main` may return.
pub trait Code {
    /// The exit code; an error is printed, as std does.
    fn code(self) -> i32;
}

impl Code for () {
    fn code(self) -> i32 {
        0
    }
}

impl Code for Infallible {
    fn code(self) -> i32 {
        match self {}
    }
}

impl Code for ExitCode {
    fn code(self) -> i32 {
        i32::from(self != ExitCode::SUCCESS)
    }
}

impl<T: Code, E: Debug> Code for Result<T, E> {
    #[track_caller]
    fn code(self) -> i32 {
        match self {
            Ok(value) => value.code(),
            Err(error) => {
                engine::print(true, &format!("Error: {error:?}\n"), engine::here());
                1
            }
        }
    }
}
