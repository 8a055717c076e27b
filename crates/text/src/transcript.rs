//! The marks of a transcript: what stands in it that the program did not print.

use std::fmt;

/// Within a line, this stands for any text.
pub const ANYTHING: &str = "[..]";

/// The last line of a transcript whose program does not end well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The program ended with this code, which is not 0.
    Exit(i32),
    /// A signal of this number ended the program.
    Signal(i32),
    /// The program was still running, and silent, when it was stopped.
    NeverEnds,
}

impl Mark {
    /// The mark that a line is; `None` if the program printed the line.
    pub fn of(line: &str) -> Option<Self> {
        let within = line.strip_prefix('[')?.strip_suffix(']')?;
        if within == "never ends" {
            return Some(Mark::NeverEnds);
        }
        let (word, number) = within.split_once(' ')?;
        let number = number.parse().ok()?;
        match word {
            "exit" => Some(Mark::Exit(number)),
            "signal" => Some(Mark::Signal(number)),
            _ => None,
        }
    }

    /// The lines of a transcript that the program printed, and the mark after them.
    pub fn split(transcript: &str) -> (Vec<&str>, Option<Self>) {
        let mut lines: Vec<&str> = transcript.lines().collect();
        let mark = lines.last().and_then(|line| Mark::of(line));
        if mark.is_some() {
            lines.pop();
        }
        (lines, mark)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mark::Exit(code) => write!(f, "[exit {code}]"),
            Mark::Signal(number) => write!(f, "[signal {number}]"),
            Mark::NeverEnds => f.write_str("[never ends]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each mark is known in its own words, and a line that a program prints is none.
    #[test]
    fn marks_are_known() {
        for mark in [Mark::Exit(101), Mark::Signal(9), Mark::NeverEnds] {
            assert_eq!(Mark::of(&mark.to_string()), Some(mark));
        }
        for line in [
            "",
            "[]",
            "[..]",
            "[1, 2]",
            "[exit x]",
            "exit 1",
            "[exit 1] ",
        ] {
            assert_eq!(Mark::of(line), None, "{line}");
        }
    }

    /// Only the last line is a mark.
    #[test]
    fn the_last_line_is_the_mark() {
        let (lines, mark) = Mark::split("[exit 1]\na\n[never ends]\n");
        assert_eq!(
            (lines, mark),
            (vec!["[exit 1]", "a"], Some(Mark::NeverEnds))
        );
        assert_eq!(Mark::split("a\n"), (vec!["a"], None));
        assert_eq!(Mark::split(""), (vec![], None));
    }
}
