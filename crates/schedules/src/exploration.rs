//! What comes out of an exploration.

use serde::{Deserialize, Serialize};

/// All that was explored. The crate `explored` writes it, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exploration {
    /// How many schedules were run.
    pub schedules: u64,
    /// Whether these are all schedules.
    pub complete: bool,
    /// The threads and tasks.
    pub threads: Vec<Thread>,
    /// What they share.
    pub objects: Vec<Object>,
    /// The different outcomes, in the order in which they were found.
    pub outcomes: Vec<Outcome>,
    /// The recorded schedules.
    pub graph: Graph,
}

/// A thread or a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// What it is called.
    pub name: String,
    /// Whether it is a task.
    pub is_task: bool,
    /// The line in which it is started; 0 for the main thread.
    pub line: u32,
}

/// Something that threads share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// What it is called.
    pub name: String,
    /// What it is: `mutex`, `channel`, ...
    pub kind: String,
    /// The line in which it is made.
    pub line: u32,
}

/// What came out in some of the schedules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// All that the program printed. A line of stderr begins with `stderr: `.
    pub output: String,
    /// How the program ended.
    #[serde(flatten)]
    pub end: End,
    /// In how many of the schedules.
    pub count: u64,
    /// The choices of the shortest schedule that was found: the thread that goes on, and in which of its ways.
    pub shortest: Vec<(usize, usize)>,
    /// When tokio's paused clock has gone on in this schedule: the number of the first event after it, and the time in nanoseconds. It is
    /// not written, because only timelines need it.
    #[serde(default, skip_serializing)]
    pub clock: Vec<(usize, u64)>,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "kebab-case")]
pub enum End {
    /// `main` returned.
    Finished,
    /// The program ended itself with this code, or `main` returned an error.
    Exit {
        /// The exit code.
        code: i32,
    },
    /// `main` panicked.
    Panicked {
        /// The message of the panic.
        message: String,
        /// The line of the panic.
        line: u32,
    },
    /// All threads wait, and none can ever go on.
    Deadlock {
        /// Who waits for what.
        waits: Vec<Waiting>,
    },
    /// Some threads run forever, and nothing changes.
    Endless {
        /// These threads.
        threads: Vec<usize>,
    },
    /// The program was stopped after many steps.
    TooLong {
        /// How many.
        steps: usize,
    },
}

impl End {
    /// The word for it: `deadlock`, for example.
    pub fn name(&self) -> &'static str {
        match self {
            End::Finished => "finished",
            End::Exit { .. } => "exit",
            End::Panicked { .. } => "panicked",
            End::Deadlock { .. } => "deadlock",
            End::Endless { .. } => "endless",
            End::TooLong { .. } => "too-long",
        }
    }

    /// Whether the program did not end by itself, or ended with a panic.
    pub fn is_bad(&self) -> bool {
        matches!(
            self,
            End::Panicked { .. } | End::Deadlock { .. } | End::Endless { .. }
        )
    }
}

/// A thread that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// The thread.
    pub thread: usize,
    /// The line in which it waits.
    pub line: u32,
    /// What it wants to do, in words: ``lock `safe` ``.
    pub to: String,
    /// The thread that could let it go on, if that is known.
    pub by: Option<usize>,
}

impl Exploration {
    /// One line for each outcome: in how many schedules, how the program ended, and the last line that it printed.
    pub fn summary(&self) -> String {
        let all = if self.complete { "all" } else { "not all" };
        let mut text = format!("{} schedules ({all})", self.schedules);
        for outcome in &self.outcomes {
            let end = match &outcome.end {
                End::Finished => "finished".to_owned(),
                End::Exit { code } => format!("exit {code}"),
                End::Panicked { message, line } => format!("panicked in line {line}: {message}"),
                End::Deadlock { waits } => format!("deadlock of {}", waits.len()),
                End::Endless { .. } => "endless".to_owned(),
                End::TooLong { steps } => format!("stopped after {steps} steps"),
            };
            let last = outcome.output.lines().last().unwrap_or_default();
            text += &format!(
                "\n  {:6} {end}, {} lines, {last}",
                outcome.count,
                outcome.output.lines().count()
            );
        }
        text
    }

    /// The threads of a deadlock that wait for each other in a circle, beginning with the one of the lowest number; empty if there is no
    /// circle.
    pub fn circle(waits: &[Waiting]) -> Vec<usize> {
        let next = |thread: usize| waits.iter().find(|wait| wait.thread == thread)?.by;
        let circles = waits.iter().filter_map(|wait| {
            let mut circle = vec![wait.thread];
            while let Some(thread) = next(*circle.last()?) {
                if thread == wait.thread {
                    return Some(circle);
                }
                if circle.contains(&thread) {
                    return None;
                }
                circle.push(thread);
            }
            None
        });
        circles.min().unwrap_or_default()
    }
}

/// The recorded schedules. Everything is a row of a table, so that it stays small: see the crate `explored`, `engine/record.rs`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graph {
    /// The next steps that threads can have.
    pub ops: Vec<Op>,
    /// What can happen.
    pub events: Vec<Event>,
    /// The states of the program.
    pub nodes: Vec<Node>,
    /// The state before the program starts.
    pub root: usize,
}

/// A next step: kind, object, line, what it does as an infinitive, `ready`, `waits` or `polite`, the thread that could let it go on, and in
/// how many ways it can go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Op(
    pub String,
    pub Option<usize>,
    pub u32,
    pub String,
    pub String,
    pub Option<usize>,
    pub usize,
);

/// What happened: thread, kind, object, line, what it did, the state of the object after it, what it printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event(
    pub usize,
    pub String,
    pub Option<usize>,
    pub u32,
    pub String,
    pub Option<String>,
    pub Option<String>,
);

/// A state: the threads with their next steps; the choices (thread, variant, what happens, the next state); the outcome, if the program has
/// ended here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node(
    pub Vec<(usize, usize)>,
    pub Vec<(usize, usize, Vec<usize>, usize)>,
    pub Option<usize>,
);

#[cfg(test)]
mod tests {
    use super::*;

    /// A circle is found behind a thread that only waits for it, and two threads that wait for nobody known are none.
    #[test]
    fn circles() {
        let wait = |thread, by| Waiting {
            thread,
            line: 1,
            to: String::new(),
            by,
        };
        let waits = [wait(0, Some(1)), wait(1, Some(2)), wait(2, Some(1))];
        assert_eq!(Exploration::circle(&waits), [1, 2]);
        assert!(Exploration::circle(&[wait(0, None), wait(1, Some(0))]).is_empty());
    }
}
