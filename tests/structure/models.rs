//! The rules for models, and for where they are shown.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use languages::Language;
use manuscript::models::{FOLDER, shown};
use manuscript::{Problem, sources};
use text::leftover::is_leftover;

use crate::Chapter;
use crate::chapters::fences;

/// Finds what is wrong with the models of the book.
pub fn check(root: &Path, chapters: &[Chapter], problems: &mut Vec<Problem>) -> Result<()> {
    let slugs: Vec<&str> = chapters.iter().map(Chapter::slug).collect();
    let included: Vec<PathBuf> = sources::includes(root)?
        .into_iter()
        .map(|include| include.file)
        .collect();
    let main = text::read(&root.join(FOLDER).join("main.rs")).unwrap_or_default();
    for (name, text) in files(root)? {
        let file = Path::new(FOLDER).join(&name);
        let mut problem = |what: String, mend: &str| {
            problems.push(Problem::new(&file, None, what, mend));
        };
        if !included.contains(&file) {
            let mend = "include it in a chapter, or delete it";
            problem("no chapter shows this".into(), mend);
        }
        if let Some(model) = name.strip_suffix(".txt") {
            let teller = root
                .join(FOLDER)
                .join(model)
                .with_extension(Language::RUST.extension());
            if !text::read(&teller).is_ok_and(|text| text.contains(&name)) {
                let mend = format!("compare them in {model}.rs: see `fails` in main.rs");
                problem("no model tells this".into(), &mend);
            }
            continue;
        }
        if !slugs.iter().any(|s| name.starts_with(&format!("{s}_"))) {
            let what = format!("no page is named {name}, or begins so");
            problem(
                what,
                "begin its name with the slug of the page that shows it",
            );
        }
        if !text.starts_with("//! ") {
            let mend = "begin it with a `//!` sentence";
            problem("this does not say what it shows".into(), mend);
        }
        if !main.contains(&format!("#[path = \"{name}\"]")) {
            let mend = "name it as a module in tests/models/main.rs";
            problem("nobody runs this model".into(), mend);
        }
    }
    for include in shown(root)? {
        let Some(chapter) = chapters.iter().find(|c| c.file == include.by) else {
            continue;
        };
        let fence = fences(&chapter.text)
            .into_iter()
            .rfind(|(line, _)| *line < include.line);
        if fence != Some((include.line - 1, "rust,noplayground")) {
            problems.push(Problem::new(
                include.by,
                include.line,
                "this shows a model, and the playground has no loom",
                "write ```rust,noplayground right above it",
            ));
        }
    }
    Ok(())
}

/// The models and what they tell: the names of the files and their texts, main.rs aside.
fn files(root: &Path) -> Result<Vec<(String, String)>> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name != "main.rs" && !is_leftover(&name) {
            found.push((name.clone().into_owned(), text::read(&path)?));
        }
    }
    found.sort();
    Ok(found)
}
