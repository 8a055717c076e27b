//! Whether each quiz is sound.

use std::path::Path;

use crate::check::Findings;
use crate::quizzes;

/// Adds what is wrong with the quizzes of the book. Their parts of programs are shown parts.
pub(super) fn check(root: &Path, findings: &mut Findings) {
    let (_, problems) = quizzes::read(root, findings.languages);
    findings.problems.extend(problems);
    for (file, part) in quizzes::parts(root, findings.languages) {
        let read = || text::read(&root.join(&file));
        let text = findings.included.entry(file.clone());
        text.or_insert_with(read);
        findings.parts.insert((file, part));
    }
}
