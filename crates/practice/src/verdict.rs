//! What is said of a check, and all that happens until then.

use schedules::Exploration;
use serde::Serialize;

/// One thing that happens while an answer is checked. [`Event::Refused`], [`Event::Failed`] and [`Event::Done`] are the last.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// Something is being built: the answer, or what it is built with.
    Building {
        /// What.
        what: String,
    },
    /// A check has started.
    Checking {
        /// The name of its function.
        check: String,
    },
    /// A check runs under one schedule after the other.
    Progress {
        /// The name of its function.
        check: String,
        /// How many schedules were run.
        schedules: u64,
        /// How many different outcomes they had.
        outcomes: usize,
    },
    /// A check has ended.
    Checked(Box<Verdict>),
    /// The compiler refuses the answer.
    Refused {
        /// The compiler's words, with ANSI colours.
        why: String,
    },
    /// The answer could not be checked.
    Failed {
        /// Why.
        why: String,
    },
    /// All checks have ended.
    Done {
        /// How many the answer has passed.
        passed: usize,
        /// How many there are.
        of: usize,
    },
}

impl Event {
    /// Whether nothing comes after it.
    pub fn is_last(&self) -> bool {
        matches!(
            self,
            Event::Refused { .. } | Event::Failed { .. } | Event::Done { .. }
        )
    }
}

/// What is said of one check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// The name of its function.
    pub check: String,
    /// What must hold, in words.
    pub words: String,
    /// Whether it holds.
    pub passed: bool,
    /// How it was found out, if the check ran under many schedules: `all 64 schedules`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// Why it does not hold: one or more lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The explored program and what came out, if a schedule shows that it does not hold.
    #[serde(flatten)]
    pub shown: Option<Shown>,
}

/// A failing schedule, for somebody who wants to see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// The whole explored program.
    pub program: String,
    /// What came out.
    pub exploration: Exploration,
}
