//! The questions under *What to say* of all chapters: what the interview asks, and what the cards are made of.
//!
//! A question is an admonition of the kind `example` that is folded:
//!
//! ````text
//! ```admonish example collapsible=true level=2 title="How do you choose the capacity?"
//! The answer.
//!
//! **Points:**
//! - [ ] a number for the longest burst
//! - [ ] a number for the memory that the queue may take
//!
//! **Proof:** [how to choose a number](#how-to-choose-a-number)
//! ```
//! ````
//!
//! `level` says how much the question asks for: 1, what something is or does; 2, why, how, or which of several; 3, what to make
//! of a case. The attribute is the course's own, so [`without_levels`] deletes it before mdbook-admonish reads the chapter.
//!
//! The points are what a good answer says. In a mock interview the reader ticks those that the own answer had. A page shows them as
//! a list, without boxes that nobody can tick: see [`with_points`].

use std::ops::Range;

use crate::fences::{attributes, fences, prose};
use crate::topics::Topic;

/// The section of a chapter that has its questions.
pub const SECTION: &str = "What to say";

/// The levels that a question may have.
pub const LEVELS: [&str; 3] = ["1", "2", "3"];

/// The attribute that says the level.
const LEVEL: &str = "level";

/// The line above the points of a good answer.
pub const POINTS: &str = "**Points:**";

/// How each point begins.
const POINT: &str = "- [ ] ";

/// What stands above the points on a page or a card.
const POINTS_TITLE: &str = "**Points of a good answer**";

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

/// The points of a good answer, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points<'a> {
    /// The text of each point.
    pub texts: Vec<&'a str>,
    /// The lines, counted from 0, from the one above the points to the last point.
    pub lines: Range<usize>,
}

/// The lists of points of a text, in order: each is a line [`POINTS`], and the points directly below it.
pub fn points(markdown: &str) -> Vec<Points<'_>> {
    let lines: Vec<(&str, bool)> = markdown.lines().zip(prose(markdown)).collect();
    let mut found = Vec::new();
    for (i, (line, prose)) in lines.iter().enumerate() {
        if *prose && line.trim_end() == POINTS {
            let texts = lines[i + 1..]
                .iter()
                .map_while(|(line, _)| line.strip_prefix(POINT));
            let texts: Vec<&str> = texts.map(str::trim).collect();
            let lines = i..i + 1 + texts.len();
            found.push(Points { texts, lines });
        }
    }
    found
}

/// The text with its points as lists of their own, as a page shows them: in an element of the class `points`, which theme/mock.js
/// looks for.
pub fn with_points(markdown: &str) -> String {
    with_lists(markdown, |points| {
        format!("\n<div class=\"points\">\n{}\n</div>\n", list(points))
    })
}

/// The text with its points as lists of their own, without an element around them.
pub fn with_plain_points(markdown: &str) -> String {
    with_lists(markdown, list)
}

/// The points as a list, below their title.
fn list(points: &Points) -> String {
    let items = points.texts.iter().map(|text| format!("- {text}\n"));
    format!("\n{POINTS_TITLE}\n\n{}", items.collect::<String>())
}

/// The text without its points, for a page that has to be short.
pub fn without_points(markdown: &str) -> String {
    with_lists(markdown, |_| String::new())
}

/// The text with what `shown` makes of its points.
fn with_lists(markdown: &str, shown: impl Fn(&Points) -> String) -> String {
    let lists = points(markdown);
    let mut out = String::with_capacity(markdown.len());
    for (i, line) in markdown.split_inclusive('\n').enumerate() {
        match lists.iter().find(|points| points.lines.contains(&i)) {
            Some(points) if points.lines.start == i => out.push_str(&shown(points)),
            Some(_) => {}
            None => out.push_str(line),
        }
    }
    out
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
                   **Points:**\n- [ ] two\n- [ ] `and` two\n\n**Proof:** [here](#the-program), [there](02_products.md#all)\n```\n\n\
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

    /// The points of an answer are those directly below the mark; a mark within code is none.
    #[test]
    fn points_are_found() {
        let text = "a\n\n**Points:**\n- [ ] one\n- [ ] two `x`\n- three\n- [ ] four\n\n```text\n**Points:**\n- [ ] five\n```\n**Points:**\n";
        let found = points(text);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (&found[0].texts[..], found[0].lines.clone()),
            (&["one", "two `x`"][..], 2..5)
        );
        assert_eq!((found[1].texts.len(), found[1].lines.clone()), (0, 12..13));
    }

    /// Points are shown as a list without boxes, on a page in an element of their own.
    #[test]
    fn points_are_shown() {
        let text = "a\n\n**Points:**\n- [ ] one\n- [ ] two\n\n**Proof:** b\n";
        let list = "**Points of a good answer**\n\n- one\n- two\n";
        assert_eq!(
            with_points(text),
            format!("a\n\n\n<div class=\"points\">\n\n{list}\n</div>\n\n**Proof:** b\n")
        );
        assert_eq!(
            with_plain_points(text),
            format!("a\n\n\n{list}\n**Proof:** b\n")
        );
        assert_eq!(with_points("a\n- [ ] b\n"), "a\n- [ ] b\n");
        assert_eq!(without_points(text), "a\n\n\n**Proof:** b\n");
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
