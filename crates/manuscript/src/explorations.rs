//! Explorations of programs, which the page shows in a panel (theme/explore.js).
//!
//! A recorded exploration is `listings/schedules/NAME.json`, for the Rust program of this name. The pages load it as a script,
//! `schedules/NAME.js`, because a page that was opened from disk cannot read JSON. The scripts and the style of the panel come
//! from the theme, and are published without their comments. A page loads them only when its reader explores a program.
//!
//! mdBook publishes the files in `src`, so the [stage](crate::stage) puts all of them there. The plain `mdbook` command has no stage: its
//! pages have no explorations.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use languages::{Kind, Language};
use serde_json::Value;

use crate::lean;
use crate::transcripts::{Included, data};

/// Where the recorded explorations are, relative to the root of the book.
pub const FOLDER: &str = "listings/schedules";

/// Where their scripts are, relative to the pages.
pub const SCRIPTS: &str = "schedules";

/// What a page loads when its reader explores a program, relative to the theme.
pub const PANEL: [&str; 6] = [
    "explore.css",
    "schedules.js",
    "explorers.js",
    "marks.js",
    "circle.js",
    "explore.js",
];

/// The class of the element that names the programs of a page with a recorded exploration. theme/explorable.js reads it.
pub const CLASS: &str = "course-explored";

/// The path of a program's recorded exploration, relative to the same folder as the path of the program; `None` if the file is
/// not a Rust program that runs.
pub fn path(program: &str, languages: &[Language]) -> Option<String> {
    of_program(program, languages).map(|(root, name)| format!("{root}{FOLDER}/{name}.json"))
}

/// The folder of the book, relative to the same folder as the path of a Rust program, and the program's name.
fn of_program<'a>(program: &'a str, languages: &'a [Language]) -> Option<(&'a str, &'a str)> {
    let found = languages::file(program, languages)?;
    matches!(found.kind, Kind::Source(language) if *language == Language::RUST)
        .then_some((found.root, found.name))
}

/// The element for a page with these programs; nothing if none of them has an exploration. The chapter stands in `folder`.
///
/// # Errors
/// That the data cannot be written as JSON.
pub(crate) fn element(
    included: &[Included],
    folder: &Path,
    languages: &[Language],
) -> serde_json::Result<String> {
    let mut names: Vec<&str> = included
        .iter()
        .filter(|one| one.class.starts_with("program-"))
        .filter_map(|one| of_program(&one.file, languages))
        .filter(|(root, name)| {
            let script = format!("{root}src/{SCRIPTS}/{name}.js");
            folder.join(script).is_file()
        })
        .map(|(_, name)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    match names.is_empty() {
        true => Ok(String::new()),
        false => data(CLASS, &Value::from(names)),
    }
}

/// Puts the panel and the scripts of the recorded explorations into the folder `src` of the stage at `root`.
///
/// # Errors
/// That a recorded exploration is not JSON, or that a file cannot be read or written.
pub(crate) fn publish(root: &Path, src: &Path, theme: &Path) -> Result<()> {
    for file in PANEL {
        lean::publish(&root.join(theme).join(file), &root.join(src).join(file))?;
    }
    let Ok(recorded) = fs::read_dir(root.join(FOLDER)) else {
        return Ok(());
    };
    let scripts = root.join(src).join(SCRIPTS);
    fs::create_dir_all(&scripts)?;
    for entry in recorded {
        let file = entry?.path();
        let script = script(&file)?;
        let name = PathBuf::from(file.file_name().unwrap_or_default());
        fs::write(scripts.join(name.with_extension("js")), script)?;
    }
    Ok(())
}

/// The script that gives a recorded exploration to the page.
fn script(file: &Path) -> Result<String> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let text = fs::read_to_string(file)?;
    serde_json::from_str::<Value>(&text)
        .with_context(|| format!("{FOLDER}/{name}.json is not JSON: record it again"))?;
    let name = Value::from(name.as_ref());
    Ok(format!("course.explored({name}, {});\n", text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;

    /// A recorded exploration becomes a script beside the panel, and the page of its program names it.
    #[test]
    fn explorations_are_published() {
        let root = tempfile::tempdir().unwrap();
        let (src, theme) = (Path::new("src"), Path::new("theme"));
        for (file, text) in [
            ("listings/schedules/01_a.json", "{\"schedules\": 6}\n"),
            ("theme/explore.js", "// The panel.\npanel"),
            ("src/a.md", ""),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        publish(root.path(), src, theme).unwrap();
        let read = |file: &str| fs::read_to_string(root.path().join(file)).unwrap();
        assert_eq!(read("src/explore.js"), "panel\n");
        assert_eq!(
            read("src/schedules/01_a.js"),
            "course.explored(\"01_a\", {\"schedules\": 6});\n"
        );

        let included = |file: &str, class: &str| Included {
            file: file.to_owned(),
            class: class.to_owned(),
        };
        let programs = [
            included("../listings/examples/01_b.rs", "program-01_b"),
            included("../listings/examples/01_a.rs", "program-01_a"),
            included("../listings/examples/01_a.rs", "program-01_a"),
            included("../go/01_a/main.go", "program-01_a"),
            included("../listings/transcripts/01_a.txt", "transcript-01_a"),
        ];
        let folder = root.path().join("src");
        let element_of = |programs: &[Included]| element(programs, &folder, ALL).unwrap();
        assert!(element_of(&programs).contains(">[\"01_a\"]<"));
        assert_eq!(element_of(&programs[3..]), "");

        let broken = root.path().join("listings/schedules/01_c.json");
        fs::write(broken, "{").unwrap();
        let error = publish(root.path(), src, theme).unwrap_err();
        assert!(format!("{error:#}").contains("01_c.json"), "{error:#}");
    }
}
