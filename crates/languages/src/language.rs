//! What the course has to know about a language.

use std::cmp::Ordering;
use std::fmt;

use crate::table::ALL;

/// A language of programs. Two languages of one name are the same language.
///
/// In [`file`](Self::file) and [`command`](Self::command), the word `NAME` stands for the name of a program.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    /// Its name, for example `rust`. It is the word that opens the fence of a code block, so it is in the block's class on the page
    /// (`language-rust`), too. Requests to the server and the names of tests have it as well.
    pub name: &'static str,
    /// What a reader sees, for example `Rust`: on a tab, above a column, in a message.
    pub title: &'static str,
    /// Where its programs are, relative to the root of the book.
    pub folder: &'static str,
    /// Where the programs are that a compiler or a checker refuses, relative to the root of the book.
    pub refused_folder: &'static str,
    /// The file of the program NAME, relative to either folder, for example `NAME/main.go`. It has an extension.
    pub file: &'static str,
    /// Words that authors write after a fence and that no tool takes for this language, for example `rs`.
    pub wrong_fences: &'static [&'static str],
    /// What a reader types in the folder of the course to run the program NAME.
    pub command: &'static str,
    /// The sign that begins a comment and lets it reach to the end of the line. Anchors are such comments.
    pub comment: &'static str,
    /// What the editor of the page adds to a line by one step of indentation.
    pub indent: &'static str,
    /// Whether a program is compiled before it starts. A language that is not compiled is ready to be played at once.
    pub compiled: bool,
    /// Whether every topic must have its program and its cheat lines in this language. The sheet has a column for each such language.
    pub required: bool,
    /// Whether everybody who builds the course has its tools, because the README asks for them. Plain `cargo test` ignores the
    /// programs of any other language.
    pub expected: bool,
    /// Whether the compiler that refuses its programs is the one that plays them. Then a reader can run a refused program, too, and
    /// sees the stored messages again.
    pub plays_refused: bool,
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Language {}

impl Ord for Language {
    /// As in [`ALL`], and languages that are not in it come last, by name.
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |language: &Language| {
            let position = ALL.iter().position(|known| known == language);
            (position.unwrap_or(ALL.len()), language.name)
        };
        place(self).cmp(&place(other))
    }
}

impl PartialOrd for Language {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The language of this name, for example of `rust`.
pub fn named<'a>(name: &str, languages: &'a [Language]) -> Option<&'a Language> {
    languages.iter().find(|language| language.name == name)
}

/// The words as a sentence lists them, for example `Rust, Go and Python`. `joint` is the word before the last one.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>, joint: &str) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} {joint} {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Languages are ordered as in the table, and one that is not in it comes last.
    #[test]
    fn the_table_orders() {
        let strange = Language {
            name: "a",
            ..Language::RUST
        };
        let mut sorted = [strange, Language::PYTHON, Language::RUST, Language::GO];
        sorted.sort();
        assert_eq!(sorted[..3], *ALL);
        assert_eq!(sorted[3], strange);
    }

    /// A sentence lists one word, two words, and more.
    #[test]
    fn words_are_listed() {
        for (words, expected) in [
            (&[][..], ""),
            (&["a"], "a"),
            (&["a", "b"], "a or b"),
            (&["a", "b", "c"], "a, b or c"),
        ] {
            assert_eq!(listed(words.iter().copied(), "or"), expected);
        }
    }
}
