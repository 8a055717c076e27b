//! The questions under *What to say* of all chapters: what the interview asks, and what the cards are made of.
//!
//! A question is an admonition of the kind `example` that is folded:
//!
//! ````text
//! ```admonish example collapsible=true level=2 title="How do you choose the capacity?"
//! The answer.
//! ```
//! ````
//!
//! `level` says how much the question asks for: 1, what something is or does; 2, why, how, or which of several; 3, what to make
//! of a case. The attribute is the course's own, so [`without_levels`] deletes it before mdbook-admonish reads the chapter.

use std::ops::Range;

use crate::fences::{attributes, fences};
use crate::topics::Topic;

/// The section of a chapter that has its questions.
pub const SECTION: &str = "What to say";

/// The levels that a question may have.
pub const LEVELS: [&str; 3] = ["1", "2", "3"];

/// The attribute that says the level.
const LEVEL: &str = "level";

/// A folded answer with its question, where a text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded<'a> {
    /// The line that opens it, counted from 1.
    pub line: usize,
    /// The question.
    pub title: &'a str,
    /// The answer, its follow-up and its proof, in Markdown.
    pub answer: &'a str,
    /// What the answer is fenced with: it may have fences in it.
    pub marks: &'a str,
    /// The level as it is written, which need not be one of [`LEVELS`].
    pub level: Option<&'a str>,
    /// Its lines, counted from 0, with those that open and close it.
    lines: Range<usize>,
}

/// A question, as its chapter has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The topic whose chapter asks it.
    pub topic: &'a Topic,
    /// The question.
    pub title: &'a str,
    /// The answer, its follow-up and its proof, in Markdown.
    pub answer: &'a str,
    /// What the answer is fenced with: it may have fences in it.
    pub marks: &'a str,
    /// How much it asks for: one of [`LEVELS`].
    pub level: &'a str,
}

/// The questions of all topics, in order. A question without a level is none: the check of the sources has refused it.
pub fn questions(topics: &[Topic]) -> Vec<Question<'_>> {
    let asked = |topic| {
        let found = folded(Topic::section(topic, SECTION)).into_iter();
        found.filter_map(move |folded| {
            let level = folded.level.filter(|level| LEVELS.contains(level))?;
            Some(Question {
                topic,
                title: folded.title,
                answer: folded.answer,
                marks: folded.marks,
                level,
            })
        })
    };
    topics.iter().flat_map(asked).collect()
}

/// The folded answers of a text, in order.
pub fn folded(markdown: &str) -> Vec<Folded<'_>> {
    let fences = fences(markdown).into_iter().filter(|fence| {
        let example = fence.admonition() == Some("example");
        fence.closed && example && fence.attribute("collapsible") == Some("true")
    });
    let found = fences.filter_map(|fence| {
        Some(Folded {
            line: fence.opening + 1,
            title: fence.attribute("title")?,
            answer: fence.content.trim_end_matches('\n'),
            marks: fence.marks,
            level: fence.attribute(LEVEL),
            lines: fence.opening..fence.body.end + 1,
        })
    });
    found.collect()
}

/// The text without its folded answers and their questions.
pub fn without_folded(markdown: &str) -> String {
    let folded = folded(markdown);
    let lines = markdown.split_inclusive('\n').enumerate();
    lines
        .filter(|(i, _)| !folded.iter().any(|folded| folded.lines.contains(i)))
        .map(|(_, line)| line)
        .collect()
}

/// The text without the levels of its admonitions.
pub fn without_levels(markdown: &str) -> String {
    let admonitions: Vec<usize> = fences(markdown)
        .into_iter()
        .filter(|fence| fence.admonition().is_some())
        .map(|fence| fence.opening)
        .collect();
    let mut out = String::with_capacity(markdown.len());
    for (i, line) in markdown.split_inclusive('\n').enumerate() {
        let mut line = line.to_owned();
        if admonitions.binary_search(&i).is_ok() {
            let level = attributes(&line).find(|attribute| attribute.name == LEVEL);
            if let Some(bytes) = level.map(|level| level.bytes) {
                line.replace_range(bytes, "");
            }
        }
        out.push_str(&line);
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A topic with two questions, and with admonitions that are none.
    pub(crate) fn topic() -> Topic {
        Topic {
            slug: "01_sums".to_owned(),
            title: "01  Sums".to_owned(),
            text: "# 01  Sums\n\n## Traps\n\n```admonish example collapsible=true level=1 title=\"Elsewhere?\"\nNo.\n```\n\n\
                   ## What to say\n\n```admonish tip title=\"First\"\nThis.\n```\n\n\
                   ```admonish example collapsible=true level=1 title=\"What is four?\"\nTwo and two.\n\n\
                   **Proof:** [here](#the-program), [there](02_products.md#all)\n```\n\n\
                   ````admonish example title=\"The sum is wrong. Why?\" collapsible=true level=3\n```text\n5\n```\n````\n\n\
                   ## Choose\n\n```admonish example collapsible=true level=1 title=\"Later?\"\nNo.\n```\n"
                .to_owned(),
        }
    }

    /// The questions of *What to say* are found with their levels, and no others; an answer may have fences.
    #[test]
    fn questions_are_found() {
        let topics = [topic()];
        let found = questions(&topics);
        let asked: Vec<_> = found
            .iter()
            .map(|question| (question.title, question.level))
            .collect();
        assert_eq!(
            asked,
            [("What is four?", "1"), ("The sum is wrong. Why?", "3")]
        );
        assert_eq!(found[1].answer, "```text\n5\n```");
    }

    /// A text is left without its folded answers, each from the line that opens it to the line that closes it.
    #[test]
    fn folded_answers_are_left_out() {
        let text =
            "a\n````admonish example collapsible=true title=\"Why?\"\n```text\nb\n```\n````\nc\n";
        assert_eq!(without_folded(text), "a\nc\n");
    }

    /// The level of an admonition is deleted, and what looks like one in a title or in code is not.
    #[test]
    fn levels_are_deleted() {
        let text = "```admonish example level=2 title=\"Is a level=1?\"\nb level=3\n```\n```text level=1\n```\n";
        assert_eq!(without_levels(text), text.replacen(" level=2", "", 1));
    }
}
