//! Which choice is right: what a program prints, the messages that refuse it and its recorded exploration say so, and never the author.

use std::collections::BTreeSet;

use languages::Language;
use text::transcript::ANYTHING;

use crate::quizzes::asks::Asks;
use crate::quizzes::bare::bare_line;
use crate::quizzes::facts::{Exploration, Facts, How, Refusal, Run};

/// Why a question or a choice cannot stand as it is, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub what: String,
    pub fix: String,
}

impl Fault {
    fn new<T>(what: impl Into<String>, fix: impl Into<String>) -> Result<T, Self> {
        Err(Fault {
            what: what.into(),
            fix: fix.into(),
        })
    }
}

/// What a choice for `end` and `can end` may say.
const ENDS: &str = "`ends well`, `panics`, `exits with code N`, `never ends` or `does not compile`, and for a schedule also `deadlocks`";

/// A question about a program of which the facts are known, and all of its choices.
pub struct Question<'a> {
    pub asks: Asks,
    /// With [`Asks::Schedules`], the line that a schedule has to print; without it, the bad ends are counted.
    pub prints: Option<&'a str>,
    pub facts: &'a Facts,
    /// The language of the program.
    pub language: &'a Language,
    /// The lines of the program that the quiz shows.
    pub shown: &'a str,
    /// Whether a choice has several lines. Then each choice is a whole output.
    pub whole: bool,
}

impl<'a> Question<'a> {
    /// Whether the choice is right.
    ///
    /// # Errors
    /// The question cannot be decided, or the choice is neither right nor certainly wrong.
    pub fn decide(&self, choice: &str) -> Result<bool, Fault> {
        match self.asks {
            Asks::End => self.end(choice),
            Asks::Line(number) => self.line(number, choice),
            Asks::Output => self.output(choice),
            Asks::Code => self.code(choice),
            Asks::RefusedLine => self.refused_line(choice),
            Asks::Print { can } => Ok(self.can_print(choice)? == can),
            Asks::PossibleEnd { can } => Ok(self.can_end(choice)? == can),
            Asks::Waits => self.waits(choice),
            Asks::Schedules => self.schedules(choice),
        }
    }

    /// A choice as the page shows it. The page shows no comments.
    pub fn as_shown<'b>(&self, choice: &'b str) -> &'b str {
        match self.asks {
            Asks::RefusedLine => bare_line(choice, self.language),
            _ => choice,
        }
    }

    /// By what the page sorts the choices. Their order must say nothing about which of them is right, so it is not that of the author.
    pub fn place(&self, choice: &str) -> (usize, String) {
        let number = match self.asks {
            Asks::End | Asks::PossibleEnd { .. } => match End::of(choice) {
                Ok(End::Well) => 0,
                Ok(End::Panics) => 1,
                Ok(End::Exits(_)) => 2,
                Ok(End::Never) => 3,
                Ok(End::Deadlocks) => 4,
                Ok(End::Refused) | Err(_) => 5,
            },
            Asks::RefusedLine => {
                let choice = self.as_shown(choice);
                let mut lines = self.shown.lines();
                let line = lines.position(|line| line.trim() == choice);
                line.unwrap_or_default()
            }
            Asks::Schedules => {
                let number = choice.split(' ').next().unwrap_or_default();
                number.parse().unwrap_or_default()
            }
            _ => 0,
        };
        (number, choice.to_lowercase())
    }

    /// The right answer in words, where a choice can be written from it.
    pub fn answer(&self) -> Option<String> {
        let Facts { run, refusal, .. } = self.facts;
        match self.asks {
            Asks::End => Some(match run {
                Some(run) => run.how.to_string(),
                None => "does not compile".to_owned(),
            }),
            Asks::Line(number) => run.as_ref()?.line(number).map(str::to_owned),
            Asks::Output => Some(run.as_ref()?.transcript().join("\n")),
            Asks::Code => match refusal {
                Some(refusal) => refusal.codes.first()?.clone(),
                None => Some("it compiles".to_owned()),
            },
            Asks::RefusedLine => {
                let line = *refusal.as_ref()?.lines.first()?;
                Some(self.source_line(line).to_owned())
            }
            Asks::Waits => {
                let mut runs = self.exploration().ok()?.runs.iter();
                let deadlock = runs.find(|run| !run.waits.is_empty())?;
                let waits = deadlock.waits.iter();
                let waits = waits.map(|(one, other)| format!("{one} waits for {other}"));
                Some(waits.collect::<Vec<_>>().join(", and "))
            }
            Asks::Schedules => self.count().ok(),
            Asks::Print { .. } | Asks::PossibleEnd { .. } => None,
        }
    }

    fn run(&self) -> Result<&'a Run, Fault> {
        self.facts.run.as_ref().map_or_else(
            || {
                Fault::new(
                    "this program is refused, so it prints nothing",
                    "ask for the `end`, the `code` or the `refused line`",
                )
            },
            Ok,
        )
    }

    fn refusal(&self) -> Result<&'a Refusal, Fault> {
        self.facts.refusal.as_ref().map_or_else(
            || {
                Fault::new(
                    "this program is not refused",
                    "name a program that is, or ask for its `end` or its `output`",
                )
            },
            Ok,
        )
    }

    /// The recorded exploration, if it knows all schedules.
    fn exploration(&self) -> Result<&'a Exploration, Fault> {
        let Some(exploration) = &self.facts.exploration else {
            return Fault::new(
                "this program has no recorded exploration",
                "record it with `cargo run -- bless --explore NAME`, or ask something else",
            );
        };
        let stopped = exploration.runs.iter().any(|run| run.how == How::Other);
        if !exploration.complete || stopped {
            return Fault::new(
                "the recorded exploration of this program does not have all schedules",
                "ask about a smaller program, or ask something else",
            );
        }
        Ok(exploration)
    }

    /// The verdict on a choice about the run of the transcript. A wrong choice must not fit an explored schedule either.
    fn of_run(&self, right: bool, possible: impl Fn(&Run) -> bool) -> Result<bool, Fault> {
        let Some(exploration) = self.facts.exploration.as_ref().filter(|_| !right) else {
            return Ok(right);
        };
        let runs = exploration.runs.iter().filter(|run| possible(run));
        match runs.map(|run| run.count).sum::<u64>() {
            0 => Ok(false),
            count => Fault::new(
                format!(
                    "this choice is called wrong, and {count} of {} explored schedules do it",
                    exploration.schedules
                ),
                "write a choice that is impossible, or ask what can happen",
            ),
        }
    }

    fn end(&self, choice: &str) -> Result<bool, Fault> {
        let end = End::of(choice)?;
        if end == End::Deadlocks {
            return Fault::new(
                "only a schedule `deadlocks`",
                "write `never ends`, or ask `can end`",
            );
        }
        if let Some(refusal) = &self.facts.refusal {
            if !refusal.by_compiler {
                return Fault::new(
                    "the tool that refuses this program is no compiler, so the program runs",
                    "ask for the `refused line`",
                );
            }
            return Ok(end == End::Refused);
        }
        let run = self.run()?;
        let right = end.fits(run.how);
        let others = self.facts.exploration.iter().flat_map(|all| &all.runs);
        if right && others.into_iter().any(|run| !end.fits(run.how)) {
            return Fault::new(
                "an explored schedule of this program ends in another way",
                "ask `can end` or `cannot end`",
            );
        }
        self.of_run(right, |run| end.fits(run.how))
    }

    fn line(&self, number: isize, choice: &str) -> Result<bool, Fault> {
        let run = self.run()?;
        let Some(line) = run.line(number) else {
            return Fault::new(
                format!("the program prints {} lines", run.lines.len()),
                "ask for one of them: how the program ends is no line",
            );
        };
        determined(line)?;
        self.of_run(line == choice, |run| run.line(number) == Some(choice))
    }

    fn output(&self, choice: &str) -> Result<bool, Fault> {
        let run = self.run()?;
        run.lines.iter().try_for_each(|line| determined(line))?;
        let whole = |run: &Run| run.transcript().iter().eq(choice.lines());
        self.of_run(whole(run), whole)
    }

    fn code(&self, choice: &str) -> Result<bool, Fault> {
        let compiles = choice == "it compiles";
        let code = choice.strip_prefix('E').unwrap_or_default();
        if !compiles && (code.len() != 4 || !code.bytes().all(|byte| byte.is_ascii_digit())) {
            return Fault::new(
                format!("`{choice}` is no code of an error"),
                "write a code such as `E0373`, or `it compiles`",
            );
        }
        let Some(refusal) = &self.facts.refusal else {
            return Ok(compiles);
        };
        let Some(Some(first)) = refusal.codes.first() else {
            return Fault::new(
                "the first error of this program has no code",
                "ask for the `refused line`",
            );
        };
        let right = first == choice;
        if !right && refusal.codes.iter().flatten().any(|code| code == choice) {
            return Fault::new(
                "a later error of this program has this code",
                "write a code that the compiler does not report",
            );
        }
        Ok(right)
    }

    fn refused_line(&self, choice: &str) -> Result<bool, Fault> {
        let refusal = self.refusal()?;
        let choice = bare_line(choice, self.language);
        if !self.shown.lines().any(|line| line.trim() == choice) {
            return Fault::new(
                "the quiz shows no such line",
                "copy a line of the program, and show the part that contains it",
            );
        }
        let mut lines = refusal.lines.iter();
        let Some(first) = lines.next() else {
            return Fault::new("the messages point to no line", "ask something else");
        };
        let right = self.source_line(*first) == choice;
        if !right && lines.any(|line| self.source_line(*line) == choice) {
            return Fault::new(
                "a later error points to this line",
                "write a line that is not refused",
            );
        }
        Ok(right)
    }

    /// The line of this number in the source, without its comment and the space around it.
    fn source_line(&self, line: usize) -> &'a str {
        let found = self.facts.source.lines().nth(line.saturating_sub(1));
        bare_line(found.unwrap_or_default(), self.language)
    }

    fn can_print(&self, choice: &str) -> Result<bool, Fault> {
        let runs = &self.exploration()?.runs;
        let lines: Vec<&str> = choice.lines().collect();
        let within = runs.iter().any(|run| {
            let mut parts = run.lines.windows(lines.len().max(1));
            parts.any(|part| part.iter().eq(&lines))
        });
        if !self.whole {
            return Ok(within);
        }
        let whole = |run: &Run| run.lines.iter().eq(&lines) || run.transcript().iter().eq(&lines);
        let whole = runs.iter().any(whole);
        if within && !whole {
            return Fault::new(
                "a schedule prints this, but together with other lines",
                "if one choice has several lines, write each as a whole output",
            );
        }
        Ok(whole)
    }

    fn can_end(&self, choice: &str) -> Result<bool, Fault> {
        let end = End::of(choice)?;
        let exploration = self.exploration()?;
        Ok(exploration.runs.iter().any(|run| end.fits(run.how)))
    }

    fn waits(&self, choice: &str) -> Result<bool, Fault> {
        let exploration = self.exploration()?;
        let mut pairs = BTreeSet::new();
        for words in choice.replace(", and ", ", ").split(", ") {
            let Some((one, other)) = words.split_once(" waits for ") else {
                return Fault::new(
                    format!("`{words}` does not say who waits for whom"),
                    "write `ann waits for bob, and bob waits for ann`",
                );
            };
            for name in [one, other] {
                if !exploration.threads.iter().any(|thread| thread == name) {
                    let fix = format!("the program has {}", exploration.threads.join(", "));
                    return Fault::new(format!("no thread is called `{name}`"), fix);
                }
            }
            pairs.insert((one.to_owned(), other.to_owned()));
        }
        // All of them: if one is left out, the choice says that this thread goes on.
        let mut deadlocks = exploration.runs.iter();
        Ok(deadlocks.any(|run| run.waits == pairs))
    }

    /// How many of the schedules do what the quiz asks for: `2 of 6`.
    fn count(&self) -> Result<String, Fault> {
        let exploration = self.exploration()?;
        let counted = |run: &&Run| match self.prints {
            Some(wanted) => run.lines.iter().any(|line| line == wanted),
            None => run.how.is_bad(),
        };
        let counted = exploration.runs.iter().filter(counted);
        let count: u64 = counted.map(|run| run.count).sum();
        Ok(format!("{count} of {}", exploration.schedules))
    }

    fn schedules(&self, choice: &str) -> Result<bool, Fault> {
        let count = self.count()?;
        let all = count.split_once(" of ").map_or("", |(_, all)| all);
        let said = choice.split_once(" of ");
        let number = |text: &str| text.parse::<u64>().is_ok();
        if !said.is_some_and(|(some, of)| number(some) && of == all) {
            return Fault::new(
                format!("`{choice}` is not so many of {all} schedules"),
                format!("write for example `1 of {all}`"),
            );
        }
        Ok(count == choice)
    }
}

/// What a choice says of an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Well,
    Panics,
    Exits(i32),
    Never,
    Deadlocks,
    Refused,
}

impl End {
    fn of(choice: &str) -> Result<Self, Fault> {
        let code = choice.strip_prefix("exits with code ");
        Ok(match choice {
            "ends well" => End::Well,
            "panics" => End::Panics,
            "never ends" => End::Never,
            "deadlocks" => End::Deadlocks,
            "does not compile" => End::Refused,
            _ => match code.and_then(|code| code.parse().ok()) {
                Some(code) => End::Exits(code),
                None => {
                    return Fault::new(format!("`{choice}` is no end"), format!("write {ENDS}"));
                }
            },
        })
    }

    fn fits(self, how: How) -> bool {
        match (self, how) {
            (End::Well, How::Exit { code: 0, .. }) => true,
            (End::Panics, How::Exit { panicked, .. }) => panicked,
            (End::Exits(said), How::Exit { code, .. }) => said == code,
            (End::Never, How::Endless | How::Deadlock) => true,
            (End::Deadlocks, How::Deadlock) => true,
            _ => false,
        }
    }
}

/// Whether the text of the line is the same in every run.
fn determined(line: &str) -> Result<(), Fault> {
    match line.contains(ANYTHING) {
        true => Fault::new(
            format!("the transcript has `{ANYTHING}` here, which stands for anything"),
            "ask for a line that is always the same",
        ),
        false => Ok(()),
    }
}
