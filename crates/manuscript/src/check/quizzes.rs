//! Whether each quiz is sound, and whether a page shows it.

use std::path::{Path, PathBuf};

use crate::Problem;
use crate::check::Findings;
use crate::predict::{DIRECTIVE, is_directive};
use crate::quizzes::{self, Quiz};

/// Adds what is wrong with the quizzes of the book. Their parts of programs are shown parts.
pub(super) fn check(root: &Path, pages: &[PathBuf], findings: &mut Findings) {
    let (quizzes, problems) = quizzes::read(root, findings.languages);
    findings.problems.extend(problems);
    for (file, part) in quizzes::parts(root, findings.languages) {
        let included = &mut findings.included;
        let read = || text::read(&root.join(&file));
        included.entry(file.clone()).or_insert_with(read);
        findings.parts.insert((file, part));
    }
    let texts = pages
        .iter()
        .map(|page| (page, text::read(&root.join(page)).unwrap_or_default()));
    let with_directive: Vec<(&PathBuf, String)> = texts
        .filter(|(_, text)| text.lines().any(is_directive))
        .collect();
    let is_of = |quiz: &Quiz, page: &Path| {
        let stem = page.file_stem().and_then(|stem| stem.to_str());
        quiz.is_of(stem.unwrap_or_default())
    };
    for quiz in &quizzes {
        if !with_directive.iter().any(|(page, _)| is_of(quiz, page)) {
            findings.problems.push(Problem::new(
                Path::new(quizzes::FOLDER).join(format!("{}.toml", quiz.name)),
                None,
                "no page shows this quiz",
                format!("begin its name with the number or the name of a page, and write {DIRECTIVE} there"),
            ));
        }
    }
}
