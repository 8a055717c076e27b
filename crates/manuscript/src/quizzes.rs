//! Quizzes: questions about programs of the book, each with its choices.
//!
//! A quiz is a file, `listings/quizzes/NAME.toml`. It belongs to the page whose number or whose name its own name begins with: CONTRIBUTING.md
//! says what stands in it. The author never says which choice is right. [`verdict`] takes it from what the program prints, from the
//! messages that refuse it, or from its recorded exploration, and finds a choice that is called wrong and is possible all the same.
//!
//! - [`show`]: a quiz as HTML.
//! - [`publish`]: the quizzes of the book as a script.
//! - [`verdict`]: which choice is right.
//! - `bare`: a program without its comments.
//! - [`facts`]: what is known about a program.
//! - [`asks`]: what a quiz asks.
//! - [`file`]: what its file says, each value with its line.

mod asks;
mod bare;
mod facts;
mod file;
pub(crate) mod publish;
pub(crate) mod show;
#[cfg(test)]
mod tests;
mod verdict;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use languages::Language;

use crate::anchors::{self, lines};
use crate::topics::slug;
use crate::{Problem, Problems};
use asks::Asks;
use facts::Facts;
pub use facts::Program;
use file::{Draft, Text};
pub use publish::PUBLISHED;
use verdict::Question;

/// Where the quizzes are, relative to the root of the book.
pub const FOLDER: &str = "listings/quizzes";

/// How many choices a quiz has, if its answer is not typed.
const CHOICES: std::ops::RangeInclusive<usize> = 3..=5;

/// A quiz of which exactly one choice is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// Its name, which is that of its file.
    pub name: String,
    /// The question, in Markdown.
    pub question: String,
    /// The program that it is about.
    pub program: Program,
    /// The lines of the program that the reader sees.
    pub shown: String,
    /// What the program prints, or the messages that refuse it.
    pub words: String,
    /// Whether the reader types the answer. Then there is one choice.
    pub typed: bool,
    /// Whether the choices are text of a program: its output or its lines.
    pub of_program: bool,
    /// The choices, in the order in which a page shows them.
    pub choices: Vec<Choice>,
}

/// A choice of a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub is: String,
    /// Why it is right or wrong, in Markdown.
    pub why: String,
    /// Whether it is right.
    pub right: bool,
}

impl Quiz {
    /// Whether it belongs to the page whose file has this stem, for example `08_mutexes`.
    pub fn is_of(&self, page: &str) -> bool {
        is_of(&self.name, page)
    }

    /// Whether a choice is text of a program, and no words about it.
    pub(crate) fn is_code(&self, choice: &Choice) -> bool {
        self.of_program && choice.is != "it compiles"
    }
}

/// Whether the quiz of this name belongs to this page.
fn is_of(quiz: &str, page: &str) -> bool {
    let after = quiz.strip_prefix(match slug(Path::new(page)) {
        Some(topic) => &topic[..2],
        None => page,
    });
    after.is_some_and(|rest| rest.starts_with('_'))
}

/// The quizzes of the book, by name.
///
/// # Errors
/// All that is wrong with them.
pub fn all(root: &Path, languages: &[Language]) -> Result<Vec<Quiz>, Problems> {
    let (quizzes, problems) = read(root, languages);
    Problems::none(problems)?;
    Ok(quizzes)
}

/// The sound quizzes of the book, by name, and all that is wrong with the others.
pub fn read(root: &Path, languages: &[Language]) -> (Vec<Quiz>, Vec<Problem>) {
    let (mut quizzes, mut problems) = (Vec::new(), Vec::new());
    for (file, draft) in drafts(root, &mut problems) {
        quizzes.extend(quiz(root, &file, &draft, languages, &mut problems));
    }
    (quizzes, problems)
}

/// Every file that the quizzes depend on, relative to the root: their own files, their programs, and what is known about these.
pub fn files(root: &Path, languages: &[Language]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for (file, draft) in drafts(root, &mut Vec::new()) {
        if let Ok(program) = program(root, &draft, languages) {
            files.extend([program.source(), program.words()]);
            files.extend(program.exploration());
        }
        files.push(file);
    }
    files.retain(|file| root.join(file).is_file());
    files
}

/// The parts of programs that quizzes show: the file, relative to the root, and the name of the part.
pub fn parts(root: &Path, languages: &[Language]) -> Vec<(PathBuf, Option<String>)> {
    let drafts = drafts(root, &mut Vec::new()).into_iter();
    let part = |(_, draft): (PathBuf, Draft)| {
        let program = program(root, &draft, languages).ok()?;
        Some((program.source(), draft.part.map(|part| part.text)))
    };
    drafts.filter_map(part).collect()
}

/// The quizzes as they were written, each with its file, by name.
fn drafts(root: &Path, problems: &mut Vec<Problem>) -> Vec<(PathBuf, Draft)> {
    let entries = fs::read_dir(root.join(FOLDER)).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| !text::leftover::is_leftover(name))
        .collect();
    names.sort();
    let mut drafts = Vec::new();
    for name in names {
        let file = Path::new(FOLDER).join(&name);
        let stem = name.strip_suffix(".toml");
        if !stem.is_some_and(languages::is_name) {
            let fix = "call it NAME.toml, with letters, digits, dashes and underscores in NAME";
            problems.push(Problem::new(file, None, "this is the name of no quiz", fix));
            continue;
        }
        match text::read(&root.join(&file)) {
            Ok(text) => {
                let draft = file::read(&file, &text, problems);
                drafts.extend(draft.map(|draft| (file, draft)));
            }
            Err(error) => {
                let what = format!("this cannot be read ({error})");
                problems.push(Problem::new(file, None, what, "save it as UTF-8"));
            }
        }
    }
    drafts
}

/// The program that a quiz names.
///
/// # Errors
/// The value that names none, what is wrong with it, and what to do.
fn program<'a>(
    root: &Path,
    draft: &'a Draft,
    languages: &[Language],
) -> Result<Program, (&'a Text, String, String)> {
    let named = draft.language.as_ref();
    let title = named.map_or(Language::RUST.title, |language| &language.text);
    let language = languages.iter().find(|language| language.title == title);
    let Some(language) = language else {
        let titles = languages.iter().map(|language| language.title);
        let fix = format!("write {}", languages::listed(titles, "or"));
        let named = named.unwrap_or(&draft.program);
        return Err((named, format!("`{title}` is no language of the book"), fix));
    };
    let name = &draft.program.text;
    Program::find(root, name, language).ok_or_else(|| {
        let fix = format!(
            "name a program such as {}",
            language.source("08_mutexes_order").display()
        );
        let what = format!("there is no program `{name}` in {title}");
        (&draft.program, what, fix)
    })
}

/// The quiz of a file; `None` if anything is wrong with it, which is added to the problems.
fn quiz(
    root: &Path,
    file: &Path,
    draft: &Draft,
    languages: &[Language],
    problems: &mut Vec<Problem>,
) -> Option<Quiz> {
    let before = problems.len();
    let mut problem = |line: usize, what: String, fix: &str| {
        problems.push(Problem::new(file, line, what, fix));
    };
    let asks = Asks::of(&draft.asks.text);
    match asks {
        None => {
            let what = format!("`{}` is nothing that a quiz can ask", draft.asks.text);
            problem(
                draft.asks.line,
                what,
                &format!("write one of: {}", asks::WORDS),
            );
        }
        Some(asks) => check_form(asks, draft, &mut problem),
    }
    let program = match program(root, draft, languages) {
        Ok(program) => Some(program),
        Err((value, what, fix)) => {
            problem(value.line, what, &fix);
            None
        }
    };
    let (asks, program) = (asks?, program?);
    if asks.needs_exploration() && program.exploration().is_none() {
        let what = "only a Rust program that runs has schedules".to_owned();
        problem(
            draft.asks.line,
            what,
            "ask something else, or name another program",
        );
        return None;
    }
    let facts = match Facts::read(root, &program) {
        Ok(facts) => facts,
        Err(missing) => {
            let what = format!("{} cannot be read", missing.display());
            let fix = format!(
                "cargo run -- bless {}, and read what it wrote",
                program.name
            );
            problem(draft.program.line, what, &fix);
            return None;
        }
    };
    let shown = shown(
        &facts.source,
        &program,
        draft.part.as_ref(),
        languages,
        &mut problem,
    )?;
    let question = Question {
        asks,
        prints: draft.prints.as_ref().map(|prints| &*prints.text),
        facts: &facts,
        language: &program.language,
        shown: &shown,
        whole: draft
            .choices
            .iter()
            .any(|choice| choice.is.text.contains('\n')),
    };
    let choices = choices(draft, &question, &mut problem);
    let words = text::read(&root.join(program.words())).unwrap_or_default();
    (problems.len() == before).then(|| Quiz {
        name: file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        question: draft.question.text.clone(),
        program,
        shown,
        words,
        typed: draft.typed,
        of_program: asks.is_of_program(),
        choices,
    })
}

/// Finds what is wrong with a quiz whatever its program does.
fn check_form(asks: Asks, draft: &Draft, problem: &mut impl FnMut(usize, String, &str)) {
    let count = draft.choices.len();
    if draft.typed {
        if !matches!(asks, Asks::Line(_)) {
            let what = "only a line can be typed".to_owned();
            problem(
                draft.asks.line,
                what,
                "ask for a `line N`, or delete `typed`",
            );
        }
        if let Some(second) = draft.choices.get(1) {
            let what = format!("an answer that is typed has {count} choices");
            problem(
                second.is.line,
                what,
                "leave the right one, and delete the others",
            );
        }
    } else if !CHOICES.contains(&count) {
        let line = draft.choices.first().map_or(1, |choice| choice.is.line);
        problem(
            line,
            format!("there are {count} choices"),
            "write three to five choices",
        );
    }
    if let Some(prints) = draft.prints.as_ref().filter(|_| asks != Asks::Schedules) {
        let what = "nobody reads `prints`".to_owned();
        problem(prints.line, what, "delete it, or ask for `schedules`");
    }
    for (i, choice) in draft.choices.iter().enumerate() {
        let before = &draft.choices[..i];
        if before.iter().any(|other| other.is.text == choice.is.text) {
            let what = "another choice says the same".to_owned();
            problem(choice.is.line, what, "delete one of them");
        }
    }
}

/// The choices with their verdicts, in the order of the page. Exactly one is right, if no problem was found.
fn choices(
    draft: &Draft,
    question: &Question,
    problem: &mut impl FnMut(usize, String, &str),
) -> Vec<Choice> {
    let mut choices = Vec::new();
    // The lines of the choices that have a fault. What is wrong with several of them is wrong with the question.
    let mut faults: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for choice in &draft.choices {
        match question.decide(&choice.is.text) {
            Ok(right) => choices.push((choice, right)),
            Err(fault) => {
                let lines = faults.entry((fault.what, fault.fix)).or_default();
                lines.push(choice.is.line);
            }
        }
    }
    let decided = faults.is_empty();
    for ((what, fix), lines) in faults {
        let line = match lines[..] {
            [line] => line,
            _ => draft.asks.line,
        };
        problem(line, what, &fix);
    }
    let mut right = choices.iter().filter(|(_, right)| *right);
    if right.next().is_none() && decided {
        let fix = match question.answer() {
            Some(answer) => format!("write what is: `{answer}`"),
            None => "add a choice that is right".to_owned(),
        };
        problem(draft.asks.line, "no choice is right".to_owned(), &fix);
    }
    for (second, _) in right {
        let what = "this is a second right choice".to_owned();
        problem(
            second.is.line,
            what,
            "change it, so that exactly one is right",
        );
    }
    choices.sort_by_cached_key(|(choice, _)| question.place(&choice.is.text));
    let choices = choices.into_iter().map(|(choice, right)| Choice {
        is: question.as_shown(&choice.is.text).to_owned(),
        why: choice.why.text.clone(),
        right,
    });
    choices.collect()
}

/// The lines that a reader sees of a program: a part of it, moved to the left, or all of it without the text that says what the program
/// shows. Comments are left out: as that text, they may be the answer. `None` if there is no such part.
fn shown(
    source: &str,
    program: &Program,
    part: Option<&Text>,
    languages: &[Language],
    problem: &mut impl FnMut(usize, String, &str),
) -> Option<String> {
    if let Some(part) = part.filter(|part| !anchors::begins(source, &part.text, languages)) {
        let what = format!(
            "{} has no `ANCHOR: {}`",
            program.source().display(),
            part.text
        );
        problem(
            part.line,
            what,
            "name an anchor that the program has, or write one",
        );
        return None;
    }
    let lines = lines(source, part.map(|part| &*part.text), languages).into_iter();
    let bare = lines.zip(bare::bare(source, &program.language));
    let shown = bare.filter_map(|(line, bare)| bare.filter(|_| line.shown));
    let mut shown: Vec<String> = shown.collect();
    if part.is_none() {
        shown.drain(..description(&shown));
    }
    Some(outdented(&shown))
}

/// How many lines at the beginning of a program are the text that says what it shows. Only Python has such a text, because comments are left
/// out.
fn description(lines: &[String]) -> usize {
    let mark = "\"\"\"";
    let first = lines.first().map_or("", |line| line);
    let Some(rest) = first.strip_prefix(mark) else {
        return 0;
    };
    let ends = |line: &str| line.ends_with(mark);
    match ends(rest) {
        true => 1,
        false => lines
            .iter()
            .skip(1)
            .position(|line| ends(line))
            .map_or(0, |line| line + 2),
    }
}

/// The lines without the indentation that all of them share, and without blank lines around them or after each other.
fn outdented(lines: &[String]) -> String {
    let filled = lines.iter().filter(|line| !line.is_empty());
    let indent = filled
        .map(|line| line.len() - line.trim_start().len())
        .min();
    let indent = indent.unwrap_or_default();
    let mut out = String::new();
    for line in lines {
        if !line.is_empty() || !(out.is_empty() || out.ends_with("\n\n")) {
            out.push_str(line.get(indent..).unwrap_or_default());
            out.push('\n');
        }
    }
    format!("{}\n", out.trim_end())
}
