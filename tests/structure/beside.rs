//! The rules for the pages beside the topics.

use std::collections::BTreeSet;
use std::path::Path;

use languages::{ALL, Language};
use manuscript::Manuscript;
use regex::Regex;
use runner::passed::Fingerprint;
use runner::program;

use crate::chapters::prose_words;
use crate::{Chapter, TESTS};

const TEN_MINUTES: &str = "ten_minutes.md";
const WORDS: usize = 2000;
const SECONDS: usize = 600;
/// The steps of the revision that have a chapter; the last one is the sheet.
const STEPS: [&str; 6] = ["01", "02", "05", "07", "09", "11"];

/// What a test of the whole book depends on, besides the code.
fn with_pages(code: Fingerprint) -> Fingerprint {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    code.with_pages(root).unwrap()
}

/// Ten minutes are seven steps and ten minutes, at most 2,000 words with all that is folded, and each topic that has a chapter
/// is a step made of it.
#[test]
fn ten_minutes_are_ten_minutes() {
    let Some(test) = TESTS.begin_with(with_pages) else {
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = Manuscript::load(root).unwrap().expand().unwrap();
    let page = pages
        .iter()
        .find(|page| page.path == Path::new(TEN_MINUTES))
        .unwrap();
    let words = prose_words(&page.text);
    assert!(words <= WORDS, "{words} words");

    let step = Regex::new(r#"(?m)^<section class="step" data-seconds="(\d+)">$"#).unwrap();
    let seconds: Vec<usize> = step
        .captures_iter(&page.text)
        .map(|step| step[1].parse().unwrap())
        .collect();
    assert_eq!(seconds.len(), STEPS.len() + 1);
    assert_eq!(seconds.iter().sum::<usize>(), SECONDS);

    let source = text::read(&root.join("src").join(TEN_MINUTES)).unwrap();
    let made = Regex::new(r"(?m)^\{\{#recall (\w+) ").unwrap();
    let made: Vec<String> = made
        .captures_iter(&source)
        .map(|recall| recall[1].to_owned())
        .collect();
    let topics = crate::chapters(root).unwrap();
    let wanted: Vec<&str> = topics
        .iter()
        .filter_map(Chapter::topic)
        .filter(|topic| STEPS.contains(&&topic[..2]))
        .collect();
    assert_eq!(made, wanted, "a chapter has no step that is made of it");
    test.passed();
}

/// What Go's and Python's programs use of their libraries for concurrency has a row in Rosetta.
#[test]
fn rosetta_knows_what_the_programs_use() {
    /// Amounts of time and memory, and what holds an error: not for concurrency.
    const OTHERS: [&str; 10] = [
        "Duration",
        "GC",
        "Hour",
        "MemStats",
        "Millisecond",
        "Minute",
        "New",
        "ReadMemStats",
        "Second",
        "Time",
    ];
    let Some(test) = TESTS.begin_with(with_pages) else {
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rosetta = text::read(&root.join("src/rosetta.md")).unwrap();
    let words: BTreeSet<&str> = rosetta
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    let go = r"\b(?:atomic|context|errors|runtime|sync|synctest|time)\.([A-Z]\w*)";
    let python = r"(?m)\b(?:asyncio|threading)\.(\w+)|\btime\.(sleep|monotonic)|^from (?:asyncio|concurrent\.futures|queue|threading) import (.*)$";
    let mut unknown = BTreeSet::new();
    for program in program::all(root, ALL).unwrap() {
        let patterns = [(Language::GO, go), (Language::PYTHON, python)];
        let of_language = |(language, _): &&(Language, &str)| language == program.language;
        let Some((_, pattern)) = patterns.iter().find(of_language) else {
            continue;
        };
        let names = Regex::new(pattern);
        let text = text::read(&root.join(program.source())).unwrap();
        for found in names.unwrap().captures_iter(&text) {
            let names = found.iter().skip(1).flatten();
            let names = names.flat_map(|names| names.as_str().split(", "));
            for name in names.filter(|name| !words.contains(name) && !OTHERS.contains(name)) {
                unknown.insert(format!("{name} ({})", program.source().display()));
            }
        }
    }
    assert_eq!(unknown, BTreeSet::new());
    test.passed();
}

/// A glossary is worth a look only if it has the terms, each in one or two sentences, and if the other pages lead to them.
#[test]
fn the_glossary_is_short_and_linked() {
    const TERMS: usize = 60;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chapters = crate::chapters(root).unwrap();
    let (glossary, others): (Vec<_>, Vec<_>) = chapters
        .iter()
        .partition(|chapter| chapter.file == Path::new("src/glossary.md"));
    let entry = Regex::new(r"(?m)^(\S.*)\n: (.*) \[[^\]]*\]\(\w+\.md\)$").unwrap();
    let entries: Vec<_> = entry.captures_iter(&glossary[0].text).collect();
    assert!(entries.len() >= TERMS, "{} terms", entries.len());
    let definitions = glossary[0].text.matches("\n: ").count();
    assert_eq!(entries.len(), definitions, "one has no link to its page");

    let end = Regex::new(r"[.?!](?: |$)").unwrap();
    let links = Regex::new(r"\]\(glossary\.md#([\w-]+)\)").unwrap();
    let linked: BTreeSet<&str> = others
        .iter()
        .flat_map(|chapter| links.captures_iter(&chapter.text))
        .map(|link| link.extract::<1>().1[0])
        .collect();
    let mut wrong = Vec::new();
    for entry in &entries {
        let (term, definition) = (&entry[1], &entry[2]);
        let sentences = end.find_iter(definition).count();
        if !(1..=2).contains(&sentences) {
            wrong.push(format!("{term}: {sentences} sentences"));
        }
        if !linked.contains(term.to_lowercase().replace(' ', "-").as_str()) {
            wrong.push(format!("{term}: no page links to it"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
