//! Timelines: what the tasks of a program do in virtual time, as a drawing for its page. It shows one real run, the first schedule.
//!
//! Columns are tasks, and rows are instants of tokio's paused clock. Each row shows the steps in their order, one below the other.
//!
//! # Layout
//! - `words`: a step in few words.
//! - `drawing`: the rows as SVG.

mod drawing;
mod words;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use runner::bless::{Blessed, write_if_new};

use crate::exploration::Exploration;
use crate::explorer::{Explorer, Limits};
use crate::recorded;

/// A drawing of the book.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timeline {
    /// The name of the listing.
    pub name: &'static str,
    /// What the drawing shows, for readers who do not see it.
    pub title: &'static str,
    /// The unit of time.
    pub unit: Unit,
    /// The heading and the width of each column: main, and then the tasks in the order in which they are started. If the program starts
    /// more tasks, the drawing ends before the instant in which the first of them starts. What is left of the width is for the times.
    pub columns: &'static [(&'static str, u32)],
    /// Whether the drawing shows what the program prints.
    pub prints: bool,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}

impl Unit {
    /// Its name, and its length in nanoseconds.
    fn description(self) -> (&'static str, u64) {
        match self {
            Unit::Milliseconds => ("ms", 1_000_000),
            Unit::Seconds => ("s", 1_000_000_000),
            Unit::Minutes => ("min", 60_000_000_000),
            Unit::Hours => ("h", 3_600_000_000_000),
        }
    }

    fn name(self) -> &'static str {
        self.description().0
    }

    /// How many units a time in nanoseconds has, with at most one decimal.
    fn number(self, nanoseconds: u64) -> String {
        let tenths = nanoseconds / (self.description().1 / 10);
        match (tenths / 10, tenths % 10) {
            (whole, 0) => whole.to_string(),
            (whole, tenth) => format!("{whole}.{tenth}"),
        }
    }

    /// A time in nanoseconds, in this unit.
    fn show(self, nanoseconds: u64) -> String {
        format!("{} {}", self.number(nanoseconds), self.name())
    }
}

/// The drawings of the book.
pub const ALL: [Timeline; 6] = [
    Timeline {
        name: "06_timeouts_and_timers",
        title: "A timeline of the tasks main and clock, in minutes",
        unit: Unit::Minutes,
        columns: &[("main", 270), ("clock", 160)],
        prints: true,
    },
    Timeline {
        name: "06_timeouts_and_timers_reset",
        title: "A timeline of the tasks main and phone, in minutes",
        unit: Unit::Minutes,
        columns: &[("main", 220), ("phone", 215)],
        prints: true,
    },
    Timeline {
        name: "06_timeouts_and_timers_retry_fixed",
        title: "A timeline of the tasks main and bank, in seconds",
        unit: Unit::Seconds,
        columns: &[("main", 260), ("bank", 180)],
        prints: true,
    },
    Timeline {
        name: "10_rate_limiting_semaphore",
        title: "A timeline of the tasks main and refill, in milliseconds",
        unit: Unit::Milliseconds,
        columns: &[("main", 220), ("refill", 215)],
        prints: true,
    },
    Timeline {
        name: "11_context_cancellation_tree",
        title: "A timeline of main and the tasks shop, oven, batch and desk on the first day, in hours",
        unit: Unit::Hours,
        columns: &[
            ("main", 72),
            ("shop", 91),
            ("oven", 91),
            ("batch", 91),
            ("desk", 91),
        ],
        prints: false,
    },
    Timeline {
        name: "11_context_cancellation_ways",
        title: "A timeline of main and the tasks asked and aborted, in minutes",
        unit: Unit::Minutes,
        columns: &[("main", 162), ("asked", 138), ("aborted", 130)],
        prints: true,
    },
];

/// The drawing of a listing, if it has one.
pub fn of(name: &str) -> Option<&'static Timeline> {
    ALL.iter().find(|timeline| timeline.name == name)
}

/// What happens in an instant, in order.
struct Row {
    /// The instant, in nanoseconds since the start of the program.
    time: u64,
    steps: Vec<Step>,
}

/// A step of a task.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    column: usize,
    words: String,
    /// The column of the task that it starts.
    starts: Option<usize>,
    /// Whether the task ends.
    ends: bool,
}

impl Timeline {
    /// The file of the drawing, relative to the root of the book.
    pub fn file(&self) -> PathBuf {
        Path::new("src/pictures").join(format!("timeline_{}.svg", self.name))
    }

    /// Runs the program once, in its first schedule.
    ///
    /// # Errors
    /// That there is no such listing in Rust, or that it cannot be explored.
    pub fn run(&self, root: &Path, explorer: &Explorer) -> Result<Exploration> {
        let limits = Limits {
            schedules: 1,
            recorded: 0,
            ..Limits::BOOK
        };
        recorded::explore_within(root, self.name, explorer, &limits)
    }

    /// The drawing of this run.
    ///
    /// # Errors
    /// That the clock of the program is not paused, or that the exploration is not consistent.
    pub fn draw(&self, run: &Exploration) -> Result<String> {
        let rows = self.rows(run)?;
        ensure!(
            rows.len() > 1,
            "the paused clock of {} does not go on, so there is no timeline",
            self.name
        );
        Ok(drawing::svg(self, &rows))
    }

    /// Draws the listing again.
    ///
    /// # Errors
    /// Those of [`Timeline::run`] and [`Timeline::draw`], or that the file cannot be written.
    pub fn bless(&self, root: &Path, explorer: &Explorer) -> Result<Blessed> {
        let drawing = self.draw(&self.run(root, explorer)?)?;
        write_if_new(&root.join(self.file()), &drawing)
    }

    /// The rows, without steps that a timeline does not show.
    fn rows(&self, run: &Exploration) -> Result<Vec<Row>> {
        let trace = run.shortest(0)?;
        let outcome = run.outcomes.first().context("there is no outcome")?;
        let mut clock = outcome.clock.iter().peekable();
        let mut rows = vec![Row {
            time: 0,
            steps: Vec::new(),
        }];
        let mut started = 0;
        let events = trace.steps.into_iter().flat_map(|step| step.events);
        for (number, event) in events.enumerate() {
            while let Some((_, time)) = clock.next_if(|(first, _)| *first <= number) {
                rows.push(Row {
                    time: *time,
                    steps: Vec::new(),
                });
            }
            // The first step of a task is of the same kind.
            let spawns = event.1 == "spawn" && event.4.starts_with("starts ");
            if spawns {
                started += 1;
                if started == self.columns.len() {
                    rows.pop();
                    break;
                }
            }
            let row = rows.last_mut().context("there is a row")?;
            let now = self.unit.show(row.time);
            let starts = spawns.then_some(started);
            row.add(Step {
                column: event.0,
                words: words::short(&event, &now, self, run).unwrap_or_default(),
                starts,
                ends: event.1 == "end" && event.4.starts_with("ends"),
            });
        }
        for row in &mut rows {
            row.steps.retain(|step| !step.words.is_empty());
        }
        Ok(rows)
    }
}

impl Row {
    /// Adds a step. That a task wakes is said only if it does nothing else in this instant.
    fn add(&mut self, step: Step) {
        if step.words.is_empty() {
            return;
        }
        self.steps
            .retain(|old| old.column != step.column || old.words != words::WAKES);
        self.steps.push(step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A time has one decimal only if it needs one.
    #[test]
    fn times() {
        assert_eq!(Unit::Hours.show(5_400_000_000_000), "1.5 h");
        assert_eq!(Unit::Minutes.show(120_000_000_000), "2 min");
        assert_eq!(Unit::Milliseconds.show(0), "0 ms");
    }
}
