//! What a program is expected to print, and whether it did.
//!
//! A transcript holds the lines of stdout, then those of stderr, each with `stderr: ` before it, then how the program
//! ended, if not well: `[exit 101]`, `[signal 9]`, `[never ends]`. Within a line `[..]` stands for anything. A line is what a
//! terminal shows of it.
//!
//! theme/matcher.js follows the same rules, and the cases in transcript_cases.json hold for both.

use std::fmt;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Output};

use text::transcript::{ANYTHING, Mark};

use crate::terminal;

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// By itself, with this code.
    Exit(i32),
    /// By a signal of this number.
    Signal(i32),
    /// It was still running, and silent, when it was stopped.
    NeverEnds,
}

impl From<ExitStatus> for Ending {
    fn from(status: ExitStatus) -> Self {
        match status.signal() {
            Some(number) => Ending::Signal(number),
            None => Ending::Exit(status.code().unwrap_or(-1)),
        }
    }
}

impl From<&Output> for Transcript {
    fn from(output: &Output) -> Self {
        Transcript::new(
            &String::from_utf8_lossy(&output.stdout),
            &String::from_utf8_lossy(&output.stderr),
            output.status.into(),
        )
    }
}

/// The lines of a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    lines: Vec<String>,
}

impl Transcript {
    /// The transcript of a run that printed this and ended in this way.
    pub fn new(stdout: &str, stderr: &str, ending: Ending) -> Self {
        let mut lines: Vec<String> = stdout.lines().map(terminal::shown).collect();
        let marked = |line: String| match line.as_str() {
            "" => "stderr:".to_owned(),
            line => format!("stderr: {line}"),
        };
        lines.extend(stderr.lines().map(terminal::shown).map(marked));
        let mark = match ending {
            Ending::Exit(0) => None,
            Ending::Exit(code) => Some(Mark::Exit(code)),
            Ending::Signal(number) => Some(Mark::Signal(number)),
            Ending::NeverEnds => Some(Mark::NeverEnds),
        };
        lines.extend(mark.map(|mark| mark.to_string()));
        Transcript { lines }
    }

    /// Reads a transcript file.
    pub fn parse(text: &str) -> Self {
        Transcript {
            lines: text.lines().map(str::to_owned).collect(),
        }
    }

    /// Whether the program is expected never to end.
    pub fn never_ends(&self) -> bool {
        self.mark() == Some(Mark::NeverEnds)
    }

    /// How many lines the program prints.
    pub fn printed(&self) -> usize {
        self.lines.len() - usize::from(self.mark().is_some())
    }

    /// How the program does not end well.
    fn mark(&self) -> Option<Mark> {
        self.lines.last().and_then(|line| Mark::of(line))
    }

    /// Whether `run` is what this transcript expects.
    pub fn matches(&self, run: &Transcript) -> bool {
        self.lines.len() == run.lines.len()
            && self
                .lines
                .iter()
                .zip(&run.lines)
                .all(|(expected, actual)| line_matches(expected, actual))
    }

    /// This run as a transcript. Each line of `old` that still matches is kept, with its `[..]`.
    pub fn keeping(&self, old: &Transcript) -> Transcript {
        let lines = self
            .lines
            .iter()
            .enumerate()
            .map(|(i, actual)| match old.lines.get(i) {
                Some(expected) if line_matches(expected, actual) => expected.clone(),
                _ => actual.clone(),
            })
            .collect();
        Transcript { lines }
    }

    /// Both transcripts line by line, with `!` before each line that differs.
    pub fn compare(&self, run: &Transcript) -> String {
        let mut out = String::new();
        for i in 0..self.lines.len().max(run.lines.len()) {
            let (expected, actual) = (self.lines.get(i), run.lines.get(i));
            match (expected, actual) {
                (Some(e), Some(a)) if line_matches(e, a) => out.push_str(&format!("  {a}\n")),
                _ => {
                    let or = |line: Option<&String>| line.map_or("(no line)", |l| l).to_owned();
                    out.push_str(&format!("! expected: {}\n", or(expected)));
                    out.push_str(&format!("! printed:  {}\n", or(actual)));
                }
            }
        }
        out
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Whether the line matches the pattern, in which `[..]` stands for any text.
fn line_matches(pattern: &str, line: &str) -> bool {
    let Some((start, rest)) = pattern.split_once(ANYTHING) else {
        return pattern == line;
    };
    let Some(mut line) = line.strip_prefix(start) else {
        return false;
    };
    let mut parts = rest.split(ANYTHING).peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return line.ends_with(part);
        }
        match line.find(part) {
            Some(at) => line = &line[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// A case of transcript_cases.json. The file has more fields, for the matcher of the page.
    #[derive(Deserialize)]
    struct Case {
        what: String,
        transcript: Text,
        stdout: Text,
        stderr: Text,
        how: How,
        matches: bool,
    }

    /// A text, or pieces of one, each with how often it is repeated.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Text {
        Plain(String),
        Repeated(Vec<(String, usize)>),
    }

    impl Text {
        fn whole(&self) -> String {
            match self {
                Text::Plain(text) => text.clone(),
                Text::Repeated(pieces) => pieces.iter().map(|(text, n)| text.repeat(*n)).collect(),
            }
        }
    }

    /// How a program ended, in the words of the server.
    #[derive(Deserialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    enum How {
        Exit { code: i32 },
        Signal { number: i32 },
        Stopped,
        Deadlock,
        Limit { limit: String },
    }

    impl How {
        /// How a transcript says it; `None` for an end that no transcript has.
        fn ending(self) -> Option<Ending> {
            match self {
                How::Exit { code } => Some(Ending::Exit(code)),
                How::Signal { number } => Some(Ending::Signal(number)),
                How::Stopped | How::Deadlock => Some(Ending::NeverEnds),
                How::Limit { limit } if limit == "time" || limit == "cpu" => {
                    Some(Ending::NeverEnds)
                }
                How::Limit { .. } => None,
            }
        }
    }

    /// Each case of the table holds, as it does for the matcher of the page.
    #[test]
    fn cases() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("transcript_cases.json")).unwrap();
        for case in cases {
            let expected = Transcript::parse(&case.transcript.whole());
            let matches = case.how.ending().is_some_and(|ending| {
                let (stdout, stderr) = (case.stdout.whole(), case.stderr.whole());
                expected.matches(&Transcript::new(&stdout, &stderr, ending))
            });
            assert_eq!(matches, case.matches, "{}", case.what);
        }
    }

    /// `[..]` matches any text within a line, anywhere and any number of times, and every other difference counts.
    #[test]
    fn wildcards() {
        assert!(line_matches("a [..] c [..]", "a b c d"));
        assert!(line_matches("[..]", ""));
        assert!(line_matches("[..]c", "abc"));
        assert!(line_matches(
            "thread 'main' ([..]) panicked",
            "thread 'main' (12) panicked"
        ));
        assert!(!line_matches("a [..] c", "a b d"));
        assert!(!line_matches("a[..]a", "a"));
        assert!(!line_matches("a", "a "));
    }

    /// Stdout comes first, stderr is marked, and the end stands last only where it is not a good one.
    #[test]
    fn of_a_run() {
        let run = |ending| Transcript::new("a\n", "b\n\n", ending).to_string();
        assert_eq!(
            run(Ending::Exit(101)),
            "a\nstderr: b\nstderr:\n[exit 101]\n"
        );
        assert_eq!(run(Ending::Exit(0)), "a\nstderr: b\nstderr:\n");
    }

    /// A line too many, a line too few, another line: none matches, and the comparison shows which.
    #[test]
    fn differences() {
        let expected = Transcript::parse("a\nb[..]\n");
        assert!(expected.matches(&Transcript::parse("a\nbc\n")));
        for other in ["a\n", "a\nb\nc\n", "a\nc\n"] {
            let run = Transcript::parse(other);
            assert!(!expected.matches(&run));
            assert!(expected.compare(&run).contains("! expected:"));
        }
    }

    /// A new run keeps the wildcards of the old transcript where they still hold.
    #[test]
    fn wildcards_are_kept() {
        let old = Transcript::parse("at [..]\nb\n");
        let run = Transcript::parse("at 12\nc\nd\n");
        assert_eq!(run.keeping(&old).to_string(), "at [..]\nc\nd\n");
    }

    /// The last line alone says that a program never ends, and does not count as printed.
    #[test]
    fn the_end() {
        let hang = Transcript::parse("a\n[never ends]\n");
        assert!(hang.never_ends() && hang.printed() == 1);
        let exit = Transcript::parse("a\n[exit 2]\n");
        assert!(!exit.never_ends() && exit.printed() == 1);
        assert_eq!(Transcript::parse("[1, 2]\n").printed(), 1);
    }
}
