//! The rules for programs, transcripts and refusals, and for where they are shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Result;
use languages::{Kind, Language};
use manuscript::{Problem, blocks, quizzes, sources};
use regex::Regex;
use runner::libraries::CRATES;
use runner::program::{self, Program};
use runner::transcript::Transcript;
use text::leftover::is_leftover;

use crate::Chapter;

/// The parts of the book that these rules need.
struct Book<'a> {
    root: &'a Path,
    chapters: &'a [Chapter],
    languages: &'static [Language],
    programs: BTreeSet<Program>,
    refusals: BTreeSet<Program>,
    transcripts: BTreeSet<String>,
    /// The files that chapters include or quizzes show, relative to the root.
    shown: BTreeSet<PathBuf>,
}

/// Finds what is wrong with the programs of the book.
pub fn check(
    root: &Path,
    chapters: &[Chapter],
    languages: &'static [Language],
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let book = Book {
        root,
        chapters,
        languages,
        programs: program::all(root, languages)?,
        refusals: program::refusals(root, languages)?,
        transcripts: program::transcripts(root)?,
        shown: sources::includes(root)?
            .into_iter()
            .map(|include| include.file)
            .chain(quizzes::files(root, languages))
            .collect(),
    };
    let mut problem = |file: PathBuf, what: String, fix: &str| {
        problems.push(Problem::new(file, None, what, fix));
    };
    book.check_topics(&mut problem);
    book.check_sources(&mut problem)?;
    book.check_transcripts(&mut problem);
    book.check_reports(&mut problem)?;
    book.check_refusals(&mut problem)?;
    for chapter in chapters {
        check_fences(root, chapter, problems);
    }
    Ok(())
}

impl Book<'_> {
    /// Each topic has its program and its cheat lines in each language that it must have.
    fn check_topics(&self, problem: &mut impl FnMut(PathBuf, String, &str)) {
        let required = || self.languages.iter().filter(|language| language.required);
        let titles = languages::listed(required().map(|language| language.title), "and");
        let fix = format!("write the same program in {titles}");
        for topic in self.chapters.iter().filter_map(Chapter::topic) {
            for name in [topic.to_owned(), format!("{topic}_cheat")] {
                for language in required() {
                    let program = Program {
                        name: name.clone(),
                        language,
                    };
                    if !self.programs.contains(&program) {
                        let chapter = PathBuf::from(format!("src/{topic}.md"));
                        let what = format!("topic {topic} has no {}", program.source().display());
                        problem(chapter, what, &fix);
                    }
                }
            }
        }
    }

    /// The file of each program, one that is refused too, is named after a page, and a page shows it.
    fn check_sources(&self, problem: &mut impl FnMut(PathBuf, String, &str)) -> Result<()> {
        let run = self.programs.iter().map(|p| (&p.name, p.source()));
        let refused = self.refusals.iter().map(|p| (&p.name, p.refused_source()));
        for (name, source) in run.chain(refused) {
            let mut slugs = self.chapters.iter().map(Chapter::slug);
            if !slugs.any(|slug| name == slug || name.starts_with(&format!("{slug}_"))) {
                problem(
                    source.clone(),
                    format!("no page is named {name}, or begins so"),
                    "begin its name with the slug of the page that shows it",
                );
            }
            if !self.shown.contains(&source) {
                problem(
                    source.clone(),
                    "no chapter shows this".into(),
                    "include it in a chapter, ask about it in a quiz, or delete it",
                );
            }
            if source
                .extension()
                .is_some_and(|e| e == Language::RUST.extension())
            {
                check_rust(self.root, source, problem)?;
            }
        }
        Ok(())
    }

    /// Each program has a transcript, and each transcript a program.
    fn check_transcripts(&self, problem: &mut impl FnMut(PathBuf, String, &str)) {
        for Program { name, .. } in &self.programs {
            if !self.transcripts.contains(name) {
                let fix = format!("cargo run -- bless {name}, and read what it wrote");
                problem(
                    program::transcript(name),
                    format!("{name} has no transcript"),
                    &fix,
                );
            }
        }
        for name in &self.transcripts {
            if !self.programs.iter().any(|program| program.name == *name) {
                problem(
                    program::transcript(name),
                    "no program prints this".into(),
                    "delete it, or write the program",
                );
            }
        }
    }

    /// A page shows each report of a race detector.
    fn check_reports(&self, problem: &mut impl FnMut(PathBuf, String, &str)) -> Result<()> {
        for report in reports(self.root, &self.programs)? {
            if !self.shown.contains(&report) {
                problem(
                    report,
                    "no chapter shows this".into(),
                    "show it beneath the program that is reported",
                );
            }
        }
        Ok(())
    }

    /// The compiler's words on each program that is refused are there, a page shows them, and there are no others.
    fn check_refusals(&self, problem: &mut impl FnMut(PathBuf, String, &str)) -> Result<()> {
        for refused in &self.refusals {
            let words = refused.refusal();
            if !self.root.join(&words).is_file() {
                let fix = format!(
                    "cargo run -- bless {}, and read what it wrote",
                    refused.name
                );
                let what = format!("{} has no .stderr", refused.refused_source().display());
                problem(words, what, &fix);
            } else if !self.shown.contains(&words) {
                problem(
                    words,
                    "no chapter shows this".into(),
                    "show it beneath the program that is refused",
                );
            }
        }
        for gone in &program::refusals_known(self.root, self.languages)? - &self.refusals {
            problem(
                gone.refusal(),
                "no program is refused so".into(),
                "delete it, or write the program",
            );
        }
        Ok(())
    }
}

/// What race detectors say of programs: `go/NAME/race.txt`, and all that stands in `listings/races`.
fn reports(root: &Path, programs: &BTreeSet<Program>) -> Result<Vec<PathBuf>> {
    let beside = programs.iter().map(Program::source);
    let mut reports: Vec<PathBuf> = beside
        .map(|source| source.with_file_name("race.txt"))
        .filter(|report| report.starts_with(Language::GO.folder) && root.join(report).is_file())
        .collect();
    let folder = Path::new("listings/races");
    if root.join(folder).is_dir() {
        for entry in fs::read_dir(root.join(folder))? {
            let name = entry?.file_name();
            if !is_leftover(&name.to_string_lossy()) {
                reports.push(folder.join(name));
            }
        }
    }
    Ok(reports)
}

/// A Rust program says what it shows, and uses what the public playground has.
fn check_rust(
    root: &Path,
    source: PathBuf,
    problem: &mut impl FnMut(PathBuf, String, &str),
) -> Result<()> {
    static CRATE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^\s*extern crate (\w+)").expect("a constant pattern"));
    let text = text::read(&root.join(&source))?;
    if !text.starts_with("//! ") {
        problem(
            source.clone(),
            "this does not say what it shows".into(),
            "begin it with a `//!` sentence",
        );
    }
    for name in CRATE.captures_iter(&text) {
        if !CRATES.contains(&&name[1]) {
            let what = format!("the public playground has no crate {}", &name[1]);
            problem(
                source.clone(),
                what,
                "use what listings/Cargo.toml has, or write it as a test",
            );
        }
    }
    Ok(())
}

/// What a fence says of its program is what the program does.
fn check_fences(root: &Path, chapter: &Chapter, problems: &mut Vec<Problem>) {
    static SHOWN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"#\w*include\s+([^}:\s]+)").expect("a constant pattern"));
    let rust = [Language::RUST];
    for block in blocks::blocks(&chapter.text) {
        let include = SHOWN.captures(&block.text).filter(|_| block.is_rust());
        let path = include.and_then(|include| include.get(1));
        let Some(file) = path.and_then(|path| languages::file(path.as_str(), &rust)) else {
            continue;
        };
        let name = file.name;
        let mut problem = |what: String, fix: &str| {
            problems.push(Problem::new(&chapter.file, block.line, what, fix));
        };
        if matches!(file.kind, Kind::RefusedSource(_)) {
            check_refusal(root, &block, name, &mut problem);
            continue;
        }
        let Ok(text) = text::read(&root.join(program::transcript(name))) else {
            continue;
        };
        let end = text.lines().last().unwrap_or_default();
        let (how, wanted) = if Transcript::parse(&text).never_ends() {
            ("never ends", "no_run")
        } else if end == "[exit 101]" {
            ("panics", "should_panic")
        } else if end.starts_with("[exit ") || end.starts_with("[signal ") {
            ("does not end well", "no_run")
        } else {
            ("ends well", "")
        };
        let words: Vec<&str> = block
            .words()
            .skip(1)
            .filter(|word| *word != "noplayground")
            .collect();
        if words.join(",") != wanted {
            let fence = format!(
                "write ```rust{}{wanted}",
                if wanted.is_empty() { "" } else { "," }
            );
            problem(
                format!("{name} {how}, and its fence does not say so"),
                &fence,
            );
        }
    }
}

/// The fence of a program that is refused has the compiler's codes.
fn check_refusal(
    root: &Path,
    block: &blocks::Block,
    name: &str,
    problem: &mut impl FnMut(String, &str),
) {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bE\d{4}\b").expect("a constant pattern"));
    let refused = Program {
        name: name.to_owned(),
        language: &Language::RUST,
    };
    let Ok(words) = text::read(&root.join(refused.refusal())) else {
        return; // `check_refusals` reports it.
    };
    let errors = words.lines().filter(|line| line.starts_with("error[E"));
    let codes: BTreeSet<&str> = errors
        .filter_map(|line| CODE.find(line))
        .map(|code| code.as_str())
        .collect();
    let fence: BTreeSet<&str> = block.words().filter(|word| CODE.is_match(word)).collect();
    let listed = |codes: &BTreeSet<&str>| codes.iter().copied().collect::<Vec<_>>().join(", ");
    if !block.has("compile_fail") || codes != fence {
        problem(
            format!(
                "{name}: the compiler says {}, and the fence {}",
                listed(&codes),
                listed(&fence)
            ),
            "write ```rust,compile_fail, and every code that the compiler gives",
        );
    }
}
