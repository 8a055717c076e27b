//! The rules for quizzes and for the parts of a chapter that have something to do: each page shows its quizzes, and there are enough of them.

use std::path::Path;

use languages::Language;
use manuscript::quizzes::{self, Quiz};
use manuscript::sections::section;
use manuscript::{Problem, predict};

use crate::Chapter;

/// The directive that becomes the exercises of a topic.
const PRACTISE: &str = "{{#practise}}";

/// How many quizzes a topic has at least.
const OF_A_TOPIC: usize = 6;

/// How many quizzes a page beside the topics has at least, if it has programs.
const OF_A_PAGE: usize = 4;

/// The pages beside the topics that have programs.
const PAGES: [&str; 3] = ["common_mistakes", "finding_races", "rosetta"];

/// Finds what is wrong with the quizzes of the book, and with the parts that show them and the exercises.
pub fn check(
    root: &Path,
    chapters: &[Chapter],
    languages: &[Language],
    problems: &mut Vec<Problem>,
) {
    let (quizzes, broken) = quizzes::read(root, languages);
    problems.extend(broken);
    for quiz in &quizzes {
        let right = quiz.choices.iter().filter(|choice| choice.right).count();
        let shown = |chapter: &&Chapter| quiz.is_of(chapter.slug()) && shows(chapter);
        if right != 1 {
            let what = format!("{right} choices are right");
            problems.push(problem_of(quiz, what, "exactly one must be"));
        }
        if !chapters.iter().any(|chapter| shown(&chapter)) {
            let what = "no page shows this quiz".to_owned();
            let fix = "begin its name with the number or the name of a page that has {{#predict}}";
            problems.push(problem_of(quiz, what, fix));
        }
    }
    for chapter in chapters {
        check_page(chapter, &quizzes, problems);
    }
}

fn problem_of(quiz: &Quiz, what: String, fix: &str) -> Problem {
    let file = Path::new(quizzes::FOLDER).join(format!("{}.toml", quiz.name));
    Problem::new(file, None, what, fix)
}

/// Whether a page has the line that becomes its quizzes.
fn shows(chapter: &Chapter) -> bool {
    has_line(&chapter.text, predict::DIRECTIVE)
}

fn has_line(text: &str, line: &str) -> bool {
    text.lines().any(|found| found.trim_end() == line)
}

/// A topic, and a page with programs, has enough quizzes, and the lines that show what there is to do.
fn check_page(chapter: &Chapter, quizzes: &[Quiz], problems: &mut Vec<Problem>) {
    let least = match (chapter.topic(), PAGES.contains(&chapter.slug())) {
        (Some(_), _) => OF_A_TOPIC,
        (None, true) => OF_A_PAGE,
        (None, false) => return,
    };
    let mut problem = |what: String, fix: &str| {
        problems.push(Problem::new(&chapter.file, None, what, fix));
    };
    let count = quizzes.iter().filter(|quiz| quiz.is_of(chapter.slug()));
    let count = count.count();
    if count < least {
        let what = format!("{count} sound quizzes belong to this page");
        problem(what, &format!("write {least} in listings/quizzes"));
    }
    let mut wanted = vec![("Predict", predict::DIRECTIVE)];
    if chapter.topic().is_some() {
        wanted.push(("Practise", PRACTISE));
    }
    for (name, directive) in wanted {
        let found = section(&chapter.text, name);
        if !found.is_some_and(|section| has_line(section.text, directive)) {
            let fix = format!("write `{directive}` in a line of its own under `## {name}`");
            problem(format!("`## {name}` has no `{directive}`"), &fix);
        }
    }
}
