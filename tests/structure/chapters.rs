//! The rules for one chapter's Markdown.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use languages::Language;
use manuscript::Problem;
use regex::Regex;

use crate::Chapter;

/// The parts of a topic's chapter, in order.
const PARTS: [&str; 10] = [
    "In one minute",
    "What it is, why it matters",
    "The program",
    "How it works",
    "What differs",
    "Traps",
    "What to say",
    "Choose",
    "Cheat lines",
    "Sources",
];

const WORDS: RangeInclusive<usize> = 1000..=2200;
const MINUTE_WORDS: usize = 120;
const MINUTE_BULLETS: RangeInclusive<usize> = 5..=7;
const QUESTIONS: RangeInclusive<usize> = 4..=8;

/// Finds what is wrong with one chapter.
pub fn check(chapter: &Chapter, languages: &[Language], problems: &mut Vec<Problem>) {
    let mut problem = |line: Option<usize>, what: String, mend: &str| {
        problems.push(Problem::new(&chapter.file, line, what, mend));
    };
    for (line, info) in fences(&chapter.text) {
        let mut words = info.split([',', ' ']);
        let language = words.next().unwrap_or_default();
        if languages
            .iter()
            .any(|known| known.wrong_fences.contains(&language))
        {
            let what = format!("`{language}` is no language that a checker knows");
            let names = languages.iter().map(|known| known.name);
            let names = languages::listed(names, "or");
            problem(Some(line), what, &format!("write {names}"));
        }
        if language == Language::RUST.name && words.any(|word| word == "ignore") {
            let what = "`ignore` hides this block from every test".to_owned();
            problem(
                Some(line),
                what,
                "let it run, or say no_run, should_panic or compile_fail",
            );
        }
    }
    let Some(topic) = chapter.topic() else { return };

    let title = format!("# {}  ", &topic[..2]);
    if !chapter.text.starts_with(&title) {
        problem(
            Some(1),
            format!("the title does not begin with `{title}`"),
            "write the topic's number, two spaces, its name",
        );
    }
    let found = parts(&chapter.text);
    let mut last = 0;
    for part in PARTS {
        match found.iter().find(|(name, ..)| *name == part) {
            None => problem(
                None,
                format!("there is no `## {part}`"),
                "every topic has every part",
            ),
            Some((_, line, _)) if *line < last => {
                problem(
                    Some(*line),
                    format!("`## {part}` stands too late"),
                    "keep the order of CONTRIBUTING.md",
                );
            }
            Some((_, line, _)) => last = *line,
        }
    }
    for (name, line, _) in &found {
        if !PARTS.contains(name) {
            problem(
                Some(*line),
                format!("`## {name}` is not a part of a chapter"),
                "use a `###` within one of the parts",
            );
        }
    }
    let part = |wanted: &str| {
        let part = found.iter().find(|(name, ..)| *name == wanted);
        part.map_or((None, ""), |(_, line, text)| (Some(*line), *text))
    };

    let (line, minute) = part("In one minute");
    let bullets = minute.lines().filter(|line| line.starts_with("- ")).count();
    let words = prose_words(minute);
    if !MINUTE_BULLETS.contains(&bullets) || words > MINUTE_WORDS {
        let what = format!("`In one minute` has {bullets} bullets and {words} words");
        problem(line, what, "five to seven bullets, at most 120 words");
    }
    for (name, anchor) in [("In one minute", "minute"), ("Cheat lines", "cheat")] {
        let (line, text) = part(name);
        for mark in ["ANCHOR", "ANCHOR_END"] {
            if !text.contains(&format!("<!-- {mark}: {anchor} -->")) {
                let what = format!("`{name}` has no `<!-- {mark}: {anchor} -->`");
                problem(line, what, "other pages include this part by its anchor");
            }
        }
    }
    let (line, traps) = part("Traps");
    let count = traps
        .lines()
        .filter(|line| line.starts_with("### "))
        .count();
    for label in ["**Broken**", "**What you see**", "**Fixed**"] {
        let labels = traps.lines().filter(|line| line.starts_with(label)).count();
        if count == 0 || labels < count {
            let what = format!("{count} traps have {labels} {label}");
            problem(
                line,
                what,
                "show each trap broken, observed and fixed, under a `###` of its own",
            );
        }
    }
    check_questions(part("What to say"), &mut problem);
    if !part("How it works").1.contains("{{#include pictures/") {
        problem(
            part("How it works").0,
            "there is no picture".into(),
            "include one from src/pictures",
        );
    }
    let words = prose_words(&chapter.text);
    if !WORDS.contains(&words) {
        problem(
            None,
            format!("the prose has {words} words"),
            "a chapter has 1,000 to 2,200 words",
        );
    }
}

fn check_questions(
    (line, text): (Option<usize>, &str),
    problem: &mut impl FnMut(Option<usize>, String, &str),
) {
    static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?ms)^`{3,}admonish example collapsible=true title="([^"]*)"\n(.*?)^`{3,}$"#)
            .expect("a constant pattern")
    });
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"<\w[^>]*>").expect("a constant pattern"));
    let mut count = 0;
    for question in QUESTION.captures_iter(text) {
        count += 1;
        let (title, answer) = (&question[1], &question[2]);
        if !title.ends_with('?') {
            problem(
                line,
                format!("\"{title}\" is not a question"),
                "ask it as an interviewer would",
            );
        }
        if TAG.is_match(title) {
            problem(
                line,
                format!("\"{title}\" has a tag, which nobody sees"),
                "say it without, for example `a Vec of bytes`",
            );
        }
        for label in ["**Follow-up:**", "**Proof:**"] {
            if !answer.contains(label) {
                let what = format!("the answer to \"{title}\" has no {label}");
                problem(
                    line,
                    what,
                    "give the answer, the follow-up, and the listing that proves it",
                );
            }
        }
    }
    if !QUESTIONS.contains(&count) {
        let what = format!("`What to say` has {count} folded questions");
        problem(
            line,
            what,
            "four to eight, each an `admonish example collapsible=true` with a title",
        );
    }
}

/// The parts under `## ` headings: name, line, text.
fn parts(text: &str) -> Vec<(&str, usize, &str)> {
    let mut found: Vec<(&str, usize, &str)> = Vec::new();
    let mut offset = 0;
    let mut begun = None;
    let mut in_code = Fence::default();
    for (i, line) in text.split_inclusive('\n').enumerate() {
        let outside = in_code.next(line).is_outside();
        if outside && let Some(name) = line.strip_prefix("## ") {
            if let Some((name, line, from)) = begun {
                found.push((name, line, &text[from..offset]));
            }
            begun = Some((name.trim(), i + 1, offset + line.len()));
        }
        offset += line.len();
    }
    if let Some((name, line, from)) = begun {
        found.push((name, line, &text[from..]));
    }
    found
}

/// The opening fences: line and info string.
pub fn fences(text: &str) -> Vec<(usize, &str)> {
    let mut fence = Fence::default();
    text.lines()
        .enumerate()
        .filter_map(|(i, line)| match fence.next(line) {
            At::Opening(info) => Some((i + 1, info)),
            _ => None,
        })
        .collect()
}

/// How many words of prose a text has: what a reader reads, without code, includes, tags and the bars of tables.
pub fn prose_words(text: &str) -> usize {
    static NOT_PROSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"<!--.*?-->|</?\w[^>\n]*>|\{\{#[^}]*\}\}|\]\([^)]*\)|[|#*`\[\]-]")
            .expect("a constant pattern")
    });
    let mut fence = Fence::default();
    let prose: Vec<&str> = text
        .lines()
        .filter(|line| fence.next(line).is_outside())
        .collect();
    NOT_PROSE
        .replace_all(&prose.join("\n"), " ")
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

/// Where a line stands.
enum At<'a> {
    /// In prose; the text of an admonition is prose, too.
    Prose,
    /// On the fence that opens a block, with this info string.
    Opening(&'a str),
    /// In a code block, or on the fence that closes one.
    Code,
}

impl At<'_> {
    fn is_outside(&self) -> bool {
        matches!(self, At::Prose)
    }
}

/// Follows the code fences of a text, line by line.
#[derive(Default)]
struct Fence {
    /// The fences that are open: how long each is, and whether it holds code.
    open: Vec<(usize, bool)>,
}

impl Fence {
    fn next<'a>(&mut self, line: &'a str) -> At<'a> {
        let start = line.trim();
        let length = start.chars().take_while(|c| *c == '`').count();
        let info = start[length..].trim();
        let innermost = self.open.last().copied();
        let in_code = innermost.is_some_and(|(_, code)| code);
        if length >= 3 && info.is_empty() && innermost.is_some_and(|(opened, _)| length >= opened) {
            self.open.pop();
            return At::Code;
        }
        if length >= 3 && !in_code && !info.contains('`') {
            self.open.push((length, !info.starts_with("admonish")));
            return At::Opening(info);
        }
        if in_code { At::Code } else { At::Prose }
    }
}

/// Words in code, tags and includes are not counted; those in an admonition are, and Go's arrow opens no tag.
#[test]
fn words_are_counted() {
    let text = "# One two\n\n```rust\nlet three = 3;\n```\n\n```admonish note\nthree four\n```\n\n| five | six |\n| --- | --- |\n\n\
                <b>seven</b> {{#include x.rs}} [eight](x.md) `nine` `<-ten`\neleven ->\n";
    assert_eq!(prose_words(text), 11);
}
