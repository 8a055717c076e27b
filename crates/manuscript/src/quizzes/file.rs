//! What a quiz's file says, each value with its line.

use std::path::Path;

use toml_1::de::{DeTable, DeValue};

use crate::Problem;
use crate::blocks::line_of;

/// The keys of a file, and those of a choice.
const KEYS: [&str; 8] = [
    "question", "program", "language", "part", "asks", "prints", "typed", "choices",
];
const CHOICE_KEYS: [&str; 2] = ["is", "why"];

/// A text, and the line in which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub line: usize,
}

/// A choice as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub is: Text,
    pub why: Text,
}

/// A quiz as its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub question: Text,
    pub program: Text,
    pub language: Option<Text>,
    pub part: Option<Text>,
    pub asks: Text,
    pub prints: Option<Text>,
    pub typed: bool,
    pub choices: Vec<Choice>,
}

/// Reads the text of a file. What is wrong with it is added to the problems; `None` if too much is wrong to go on.
pub fn read(file: &Path, text: &str, problems: &mut Vec<Problem>) -> Option<Draft> {
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let line = error.span().map(|span| line_of(text, span.start));
            let fix = "write it as CONTRIBUTING.md says, under Quizzes";
            problems.push(Problem::new(file, line, error.message(), fix));
            return None;
        }
    };
    let mut reader = Reader {
        file,
        text,
        problems,
    };
    reader.keys(&table, &KEYS);
    let choices = reader.choices(&table);
    let whole = |key| (key, None);
    Some(Draft {
        question: reader.needed(&table, whole("question"))?,
        program: reader.needed(&table, whole("program"))?,
        language: reader.text(&table, "language"),
        part: reader.text(&table, "part"),
        asks: reader.needed(&table, whole("asks"))?,
        prints: reader.text(&table, "prints"),
        typed: reader.typed(&table),
        choices: choices?,
    })
}

/// Reads one file.
struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, line: Option<usize>, what: String, fix: &str) {
        self.problems.push(Problem::new(self.file, line, what, fix));
    }

    /// Finds the keys that nobody reads.
    fn keys(&mut self, table: &DeTable, known: &[&str]) {
        for key in table.keys() {
            if !known.contains(&&**key.get_ref()) {
                let line = line_of(self.text, key.span().start);
                let what = format!("nobody reads `{}`", key.get_ref());
                let fix = format!("delete it, or write one of {}", known.join(", "));
                self.problem(Some(line), what, &fix);
            }
        }
    }

    /// The text under a key, without the line ends around it.
    fn text(&mut self, table: &DeTable, key: &str) -> Option<Text> {
        let value = table.get(key)?;
        let line = line_of(self.text, value.span().start);
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(Text {
                text: text.trim_matches('\n').to_owned(),
                line,
            }),
            _ => {
                let what = format!("`{key}` is no text");
                self.problem(Some(line), what, "write a text in quotation marks");
                None
            }
        }
    }

    /// The text under a key that must be there. `place` is the key, and the line of the choice that it belongs to.
    fn needed(&mut self, table: &DeTable, place: (&str, Option<usize>)) -> Option<Text> {
        let (key, line) = place;
        if table.get(key).is_none() {
            let what = match line {
                Some(_) => format!("this choice has no `{key}`"),
                None => format!("there is no `{key}`"),
            };
            self.problem(line, what, &format!("write {key} = \"...\""));
        }
        self.text(table, key)
    }

    fn typed(&mut self, table: &DeTable) -> bool {
        let Some(value) = table.get("typed") else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            let line = line_of(self.text, value.span().start);
            self.problem(
                Some(line),
                "`typed` is not true or false".to_owned(),
                "write typed = true",
            );
            false
        })
    }

    /// The choices; `None` if one of them cannot be read, so that nothing is said of the others.
    fn choices(&mut self, table: &DeTable) -> Option<Vec<Choice>> {
        let listed = table.get("choices").map(|value| value.get_ref());
        let Some(DeValue::Array(listed)) = listed else {
            self.problem(
                None,
                "there are no choices".to_owned(),
                "write [[choices]], and beneath it `is` and `why`, for each of them",
            );
            return None;
        };
        let mut choices = Vec::new();
        for value in listed {
            let line = line_of(self.text, value.span().start);
            let Some(table) = value.get_ref().as_table() else {
                self.problem(
                    Some(line),
                    "this is no choice".to_owned(),
                    "write [[choices]], and beneath it `is` and `why`",
                );
                return None;
            };
            self.keys(table, &CHOICE_KEYS);
            let is = self.needed(table, ("is", Some(line)));
            let why = self.needed(table, ("why", Some(line)));
            choices.push(Choice { is: is?, why: why? });
        }
        Some(choices)
    }
}
