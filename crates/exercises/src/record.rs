//! What a plain program says about its checks while it runs: lines of its output.

/// The character with which a record begins. What stands before it in its line is the answer's own output.
pub const MARK: char = '\u{1e}';

/// A line of the output of the program that [`plain`](crate::plain) makes.
///
/// The panics before `Failed` belong to the check that has started, also those of threads that the answer has started. The first of
/// them is the reason, because the others often follow from it (`join` on a thread that has panicked). If the program hangs after
/// a panic, that panic is the reason too: a scope, for example, waits for its other threads before the panic leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The check of this name begins.
    Start(String),
    /// The check of this name has passed.
    Passed(String),
    /// The check of this name has panicked.
    Failed(String),
    /// Some thread has panicked.
    Panic {
        /// The line in the program; 0 if the panic comes from a library.
        line: usize,
        /// Its message, which may have several lines.
        message: String,
    },
}

impl Record {
    /// The record in a line of the output, and what stands before it; `None` if there is no record.
    pub fn of(line: &str) -> Option<(&str, Record)> {
        let (before, record) = line.split_once(MARK)?;
        let (kind, rest) = record.trim_end_matches(['\r', '\n']).split_once(' ')?;
        let name = || rest.to_owned();
        let record = match kind {
            "start" => Record::Start(name()),
            "passed" => Record::Passed(name()),
            "failed" => Record::Failed(name()),
            "panic" => {
                let (line, message) = rest.split_once(' ')?;
                Record::Panic {
                    line: line.parse().ok()?,
                    message: unescaped(message),
                }
            }
            _ => return None,
        };
        Some((before, record))
    }
}

/// The message, in which `\n` stands for the end of a line and `\\` for a backslash.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each kind of record is read, and the answer's own output in its line is kept.
    #[test]
    fn records_are_read() {
        for (line, expected) in [
            ("\u{1e}start a", Some(("", Record::Start("a".into())))),
            ("x\u{1e}passed a", Some(("x", Record::Passed("a".into())))),
            ("\u{1e}failed a\r", Some(("", Record::Failed("a".into())))),
            (
                "\u{1e}panic 7 left\\n  right: \"\\\\n\"",
                Some((
                    "",
                    Record::Panic {
                        line: 7,
                        message: "left\n  right: \"\\n\"".into(),
                    },
                )),
            ),
            ("start a", None),
            ("\u{1e}other a", None),
            ("\u{1e}panic x y", None),
        ] {
            assert_eq!(Record::of(line), expected, "{line:?}");
        }
    }
}
