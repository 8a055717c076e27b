//! The rules for models, and for where they are shown.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use languages::Language;
use manuscript::fences::fences;
use manuscript::models::{FOLDER, shown};
use manuscript::{Problem, sources};
use text::leftover::is_leftover;

use crate::Chapter;

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
        let mut problem = |what: String, fix: &str| {
            problems.push(Problem::new(&file, None, what, fix));
        };
        if !included.contains(&file) {
            let fix = "include it in a chapter, or delete it";
            problem("no chapter shows this".into(), fix);
        }
        if let Some(model) = name.strip_suffix(".txt") {
            let program = root
                .join(FOLDER)
                .join(model)
                .with_extension(Language::RUST.extension());
            if !text::read(&program).is_ok_and(|text| text.contains(&name)) {
                let fix = format!("compare them in {model}.rs: see `fails` in main.rs");
                problem("no model tells this".into(), &fix);
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
            let fix = "begin it with a `//!` sentence";
            problem("this does not say what it shows".into(), fix);
        }
        if !main.contains(&format!("#[path = \"{name}\"]")) {
            let fix = "name it as a module in tests/models/main.rs";
            problem("nobody runs this model".into(), fix);
        }
    }
    for include in shown(root)? {
        let Some(chapter) = chapters.iter().find(|c| c.file == include.by) else {
            continue;
        };
        let fence = fences(&chapter.text)
            .into_iter()
            .rfind(|fence| fence.opening + 1 < include.line);
        let right_above = fence.is_some_and(|fence| {
            fence.opening + 2 == include.line && fence.info == "rust,noplayground"
        });
        if !right_above {
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
