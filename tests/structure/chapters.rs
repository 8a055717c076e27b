//! The rules for one chapter's Markdown.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use languages::Language;
use manuscript::fences::{fences, prose, words};
use manuscript::questions::{Folded, POINTS, SECTION, folded, without_folded};
use manuscript::sections::{Section, section, sections};
use manuscript::topics::{CHEAT, MINUTE};
use manuscript::{Problem, anchors};
use regex::Regex;

use crate::Chapter;

/// The sections of a topic's chapter, in order.
const SECTIONS: [&str; 12] = [
    "In one minute",
    "What it is, why it matters",
    "The program",
    "How it works",
    "What differs",
    "Traps",
    "Predict",
    SECTION,
    "Practise",
    "Choose",
    "Cheat lines",
    "Sources",
];

/// Words of a chapter, without its code and its folded answers.
const WORDS: RangeInclusive<usize> = 1800..=3800;
/// Words of `In one minute`.
const MINUTE_WORDS: usize = 160;
const MINUTE_BULLETS: RangeInclusive<usize> = 5..=7;
const QUESTIONS: RangeInclusive<usize> = 4..=8;

/// Finds what is wrong with one chapter.
pub fn check(chapter: &Chapter, languages: &[Language], problems: &mut Vec<Problem>) {
    let mut report = Report {
        chapter,
        languages,
        problems,
    };
    check_fences(&mut report);
    let Some(topic) = chapter.topic() else { return };

    let title = format!("# {}  ", &topic[..2]);
    if !chapter.text.starts_with(&title) {
        report.add(
            1,
            format!("the title does not begin with `{title}`"),
            "write the topic's number, two spaces, its name",
        );
    }
    check_order(&mut report);
    check_minute(&mut report);
    check_anchors(&mut report);
    check_traps(&mut report);
    check_questions(&mut report);
    let works = report.section("How it works");
    if !works.text.contains("{{#include pictures/") {
        report.add(
            works.line,
            "there is no picture",
            "include one from src/pictures",
        );
    }
    let words = prose_words(&without_folded(&chapter.text));
    if !WORDS.contains(&words) {
        report.add(
            None,
            format!("the prose has {words} words"),
            "a chapter has 1,800 to 3,800 words, folded answers not counted",
        );
    }
}

/// The problems of one chapter.
struct Report<'a> {
    chapter: &'a Chapter,
    languages: &'a [Language],
    problems: &'a mut Vec<Problem>,
}

/// A section that is looked at; without a line and without text if the chapter does not have it.
struct Found<'a> {
    line: Option<usize>,
    text: &'a str,
}

impl<'a> Report<'a> {
    fn add(&mut self, line: impl Into<Option<usize>>, what: impl Into<String>, fix: &str) {
        let problem = Problem::new(&self.chapter.file, line, what, fix);
        self.problems.push(problem);
    }

    fn section(&self, name: &str) -> Found<'a> {
        let chapter: &'a Chapter = self.chapter;
        let section = section(&chapter.text, name);
        Found {
            line: section.map(|section| section.line),
            text: section.map_or("", |section| section.text),
        }
    }
}

/// Each code block has a language that a checker knows, and no checker leaves it out.
fn check_fences(report: &mut Report) {
    for fence in fences(&report.chapter.text) {
        let (line, language) = (fence.opening + 1, fence.language());
        let mut languages = report.languages.iter();
        if languages.any(|known| known.wrong_fences.contains(&language)) {
            let what = format!("`{language}` is no language that a checker knows");
            let names = report.languages.iter().map(|known| known.name);
            let names = languages::listed(names, "or");
            report.add(line, what, &format!("write {names}"));
        }
        if language == Language::RUST.name && words(fence.info).any(|word| word == "ignore") {
            report.add(
                line,
                "`ignore` hides this block from every test",
                "let it run, or say no_run, should_panic or compile_fail",
            );
        }
    }
}

/// Every section is there, in order, and no other.
fn check_order(report: &mut Report) {
    let found = sections(&report.chapter.text);
    let mut last = 0;
    for name in SECTIONS {
        match found.iter().find(|section| section.name == name) {
            None => report.add(
                None,
                format!("there is no `## {name}`"),
                "every topic has every part",
            ),
            Some(Section { line, .. }) if *line < last => report.add(
                *line,
                format!("`## {name}` stands too late"),
                "keep the order of CONTRIBUTING.md",
            ),
            Some(Section { line, .. }) => last = *line,
        }
    }
    for Section { name, line, .. } in found {
        if !SECTIONS.contains(&name) {
            report.add(
                line,
                format!("`## {name}` is not a part of a chapter"),
                "use a `###` within one of the parts",
            );
        }
    }
}

/// `In one minute` can be read in one minute.
fn check_minute(report: &mut Report) {
    let minute = report.section("In one minute");
    let lines = minute.text.lines();
    let bullets = lines.filter(|line| line.starts_with("- ")).count();
    let words = prose_words(minute.text);
    if !MINUTE_BULLETS.contains(&bullets) || words > MINUTE_WORDS {
        let what = format!("`In one minute` has {bullets} bullets and {words} words");
        report.add(
            minute.line,
            what,
            "five to seven bullets, at most 160 words",
        );
    }
}

/// The sections that other pages include have their anchors.
fn check_anchors(report: &mut Report) {
    for (name, anchor) in [("In one minute", MINUTE), ("Cheat lines", CHEAT)] {
        let section = report.section(name);
        for (mark, found) in [
            (
                "ANCHOR",
                anchors::begins(section.text, anchor, report.languages),
            ),
            (
                "ANCHOR_END",
                anchors::ends(section.text, anchor, report.languages),
            ),
        ] {
            if !found {
                let what = format!("`{name}` has no `<!-- {mark}: {anchor} -->`");
                report.add(
                    section.line,
                    what,
                    "other pages include this part by its anchor",
                );
            }
        }
    }
}

/// Each trap is shown broken, observed and fixed.
fn check_traps(report: &mut Report) {
    let traps = report.section("Traps");
    let lines = |start: &str| {
        let lines = traps.text.lines();
        lines.filter(|line| line.starts_with(start)).count()
    };
    let count = lines("### ");
    for label in ["**Broken**", "**What you see**", "**Fixed**"] {
        let labels = lines(label);
        if count == 0 || labels < count {
            let what = format!("{count} traps have {labels} {label}");
            report.add(
                traps.line,
                what,
                "show each trap broken, observed and fixed, under a `###` of its own",
            );
        }
    }
}

/// There are enough questions, and each has what an answer needs.
fn check_questions(report: &mut Report) {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"<\w[^>]*>").expect("a constant pattern"));
    let section = report.section(SECTION);
    let questions = folded(section.text);
    for question in &questions {
        let line = section.line.map(|line| line + question.line);
        let title = question.title;
        if !title.ends_with('?') {
            report.add(
                line,
                format!("\"{title}\" is not a question"),
                "ask it as an interviewer would",
            );
        }
        if TAG.is_match(title) {
            report.add(
                line,
                format!("\"{title}\" has a tag, which nobody sees"),
                "say it without, for example `a Vec of bytes`",
            );
        }
        for label in ["**Follow-up:**", "**Proof:**"] {
            if !question.answer.contains(label) {
                let what = format!("the answer to \"{title}\" has no {label}");
                report.add(
                    line,
                    what,
                    "give the answer, the follow-up, and the listing that proves it",
                );
            }
        }
        check_answer(report, question, line);
    }
    if !QUESTIONS.contains(&questions.len()) {
        let what = format!("`{SECTION}` has {} folded questions", questions.len());
        report.add(
            section.line,
            what,
            "four to eight, each an `admonish example collapsible=true` with a level and a title",
        );
    }
}

/// The mock interview (theme/mock.js) finds the parts of an answer: each follow-up begins with its question, and the points stand between
/// the last follow-up and the proof.
fn check_answer(report: &mut Report, question: &Folded, line: Option<usize>) {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"`[^`]*`").expect("a constant pattern"));
    let title = question.title;
    for asked in question.answer.split("**Follow-up:**").skip(1) {
        let asked = asked.split("\n\n").next().unwrap_or_default();
        if !CODE.replace_all(asked, "").contains('?') {
            report.add(
                line,
                format!("a follow-up of \"{title}\" does not begin with a question"),
                "write **Follow-up:** What if ...? and behind it the answer",
            );
        }
    }
    if let Some((_, rest)) = question.answer.split_once(POINTS) {
        let (_, rest) = rest.split_once("\n\n").unwrap_or_default();
        if !rest.starts_with("**Proof:**") {
            report.add(
                line,
                format!("the points of \"{title}\" do not stand before **Proof:**"),
                "write the follow-ups, then the points, a blank line, and the proof",
            );
        }
    }
}

/// How many words of prose a text has: what a reader reads, without code, includes, tags and the bars of tables.
pub fn prose_words(text: &str) -> usize {
    static NOT_PROSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"<!--.*?-->|</?\w[^>\n]*>|\{\{#[^}]*\}\}|\]\([^)]*\)|[|#*`\[\]-]")
            .expect("a constant pattern")
    });
    let lines = text.lines().zip(prose(text));
    let prose: Vec<&str> = lines
        .filter(|(_, prose)| *prose)
        .map(|(line, _)| line)
        .collect();
    NOT_PROSE
        .replace_all(&prose.join("\n"), " ")
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

/// Words in code, tags and includes are not counted; those in an admonition are, and Go's arrow opens no tag.
#[test]
fn words_are_counted() {
    let text = "# One two\n\n```rust\nlet three = 3;\n```\n\n```admonish note\nthree four\n```\n\n| five | six |\n| --- | --- |\n\n\
                <b>seven</b> {{#include x.rs}} [eight](x.md) `nine` `<-ten`\neleven ->\n";
    assert_eq!(prose_words(text), 11);
}
