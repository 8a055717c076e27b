//! The book is whole: names match, everything is shown, each chapter has its parts and keeps its budgets.
//!
//! # Layout
//! - [`beside`]: the rules for the pages beside the topics.
//! - [`chapters`]: the rules for one chapter's Markdown.
//! - [`languages`]: what a new language needs.
//! - [`mistakes`]: the rules for the page of common mistakes.
//! - [`models`]: the rules for what loom and shuttle explore.
//! - [`programs`]: the rules for programs, transcripts and refusals, and for where they are shown.

mod beside;
mod chapters;
mod languages;
mod mistakes;
mod models;
mod programs;

use std::fs;
use std::path::{Path, PathBuf};

use ::languages::{ALL, Language};
use anyhow::Result;
use manuscript::{Problem, Problems, sources, topics};

/// A chapter as it was written.
struct Chapter {
    /// The file, relative to the root of the book.
    file: PathBuf,
    /// What stands in it.
    text: String,
}

impl Chapter {
    /// The slug of its topic, for example `05_select`; `None` for a page beside the topics.
    fn topic(&self) -> Option<&str> {
        topics::slug(&self.file)
    }

    /// What the names of its programs begin with, a topic or not: `05_select`, `finding_races`.
    fn slug(&self) -> &str {
        let stem = self.file.file_stem();
        stem.and_then(|stem| stem.to_str()).unwrap_or_default()
    }
}

/// All chapters and pages, without the drafts.
fn chapters(root: &Path) -> Result<Vec<Chapter>> {
    let mut chapters = Vec::new();
    for entry in sources::summary(root)? {
        if let Some(path) = entry.path {
            let file = Path::new("src").join(path);
            let text = text::read(&root.join(&file))?;
            chapters.push(Chapter { file, text });
        }
    }
    Ok(chapters)
}

/// All that is wrong with the book's structure.
fn check(root: &Path, languages: &'static [Language]) -> Result<Vec<Problem>> {
    let chapters = chapters(root)?;
    let mut problems = Vec::new();
    for chapter in &chapters {
        chapters::check(chapter, languages, &mut problems);
    }
    programs::check(root, &chapters, languages, &mut problems)?;
    models::check(root, &chapters, &mut problems)?;
    mistakes::check(root, &chapters, &mut problems);
    Ok(problems)
}

/// The book keeps every rule of CONTRIBUTING.md that can be checked without running anything.
#[test]
fn the_book_is_sound() {
    let problems = check(Path::new(env!("CARGO_MANIFEST_DIR")), ALL).unwrap();
    if let Err(problems) = Problems::none(problems) {
        panic!("{problems}");
    }
}

/// A page of common mistakes that keeps its rules.
const MISTAKES: &str = "| [leak](#a-leak) | silent | silent | still a bug | [1](01_sums.md) |\n\n### A leak\n**still a bug**.\n";

/// A small book that keeps every rule keeps it, and with any one thing broken is found to be broken there.
#[test]
fn the_check_can_fail() {
    const SLUG: &str = "01_sums";
    let chapter = sound_chapter();
    let program = "//! Adds.\nfn main() {}\n";
    let nothing_else: &[(&str, &str)] = &[];

    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], String, &'a str);
    let same = || chapter.clone();
    let with = |old: &str, new: &str| {
        assert!(chapter.contains(old), "{old}");
        chapter.replacen(old, new, 1)
    };
    let orphan = [("listings/examples/01_sums_more.rs", program)];
    let transcript = [("listings/transcripts/01_sums_gone.txt", "")];
    let stranger = [("listings/examples/77_other.rs", program)];
    let hang = [("listings/transcripts/01_sums.txt", "[never ends]\n")];
    let panic = [("listings/transcripts/01_sums.txt", "[exit 101]\n")];
    let foreign = [(
        "listings/examples/01_sums.rs",
        "//! A.\nextern crate loom;\nfn main() {}\n",
    )];
    let untold = [("listings/examples/01_sums.rs", "fn main() {}\n")];
    let renamed = [
        (
            "src/SUMMARY.md",
            "- [01  Sums](01_sums.md)\n- [Mistakes](errors.md)\n",
        ),
        ("src/errors.md", MISTAKES),
    ];
    let unread = [("go/refused/01_sums_refused/main.go", "")];
    let unshown = [
        ("python/refused/01_sums_refused/main.py", ""),
        ("python/refused/01_sums_refused/main.stderr", ""),
    ];
    let unshown_reports = [
        ("go/01_sums/race.txt", ""),
        ("listings/races/01_sums.miri.txt", ""),
    ];
    let gone = [("go/refused/01_sums_gone/main.stderr", "")];
    let code = [(
        "listings/compile_fail/01_sums_refused.stderr",
        "error[E0433]: no\n",
    )];
    let model = |text| {
        [
            (
                "tests/models/main.rs",
                "#[path = \"01_sums_all.rs\"]\nmod sums_all;\n",
            ),
            ("tests/models/01_sums_all.rs", text),
        ]
    };
    let (sound_model, untold_model) = (model(program), model("fn main() {}\n"));
    let unrun_model = [("tests/models/main.rs", ""), sound_model[1]];
    let strange_model = [
        (
            "tests/models/main.rs",
            "#[path = \"77_other.rs\"]\nmod other;\n",
        ),
        ("tests/models/77_other.rs", program),
    ];
    let silent_model = [
        sound_model[0],
        sound_model[1],
        ("tests/models/01_sums_all.txt", ""),
    ];
    let shows = |fence: &str| {
        format!(
            "{chapter}\n```{fence}\n{{{{#rustdoc_include ../tests/models/01_sums_all.rs}}}}\n```\n"
        )
    };
    let cases: Vec<Case> = vec![
        ("", nothing_else, same(), ""),
        (
            "",
            &orphan,
            same(),
            "01_sums_more.rs: no chapter shows this",
        ),
        (
            "",
            &transcript,
            same(),
            "01_sums_gone.txt: no program prints this",
        ),
        (
            "",
            &stranger,
            same(),
            "77_other.rs: no page is named 77_other",
        ),
        (
            "",
            &hang,
            same(),
            "never ends, and its fence does not say so",
        ),
        ("", &panic, same(), "panics, and its fence does not say so"),
        (
            "",
            &foreign,
            same(),
            "the public playground has no crate loom",
        ),
        ("", &untold, same(), "does not say what it shows"),
        (
            "",
            &renamed,
            same(),
            "src/common_mistakes.md: the book has no such page",
        ),
        (
            "",
            &unread,
            same(),
            "go/refused/01_sums_refused/main.go: no chapter shows this",
        ),
        (
            "",
            &unread,
            same(),
            "go/refused/01_sums_refused/main.go has no .stderr",
        ),
        (
            "",
            &unshown,
            same(),
            "python/refused/01_sums_refused/main.stderr: no chapter shows this",
        ),
        (
            "",
            &unshown_reports,
            same(),
            "go/01_sums/race.txt: no chapter shows this",
        ),
        (
            "",
            &unshown_reports,
            same(),
            "listings/races/01_sums.miri.txt: no chapter shows this",
        ),
        (
            "",
            &gone,
            same(),
            "go/refused/01_sums_gone/main.stderr: no program is refused so",
        ),
        (
            "",
            &code,
            same(),
            "the compiler says E0433, and the fence E0382",
        ),
        ("", &sound_model, shows("rust,noplayground"), ""),
        (
            "",
            &sound_model,
            same(),
            "01_sums_all.rs: no chapter shows this",
        ),
        (
            "",
            &sound_model,
            shows("rust"),
            "the playground has no loom",
        ),
        (
            "",
            &untold_model,
            shows("rust,noplayground"),
            "does not say what it shows",
        ),
        (
            "",
            &unrun_model,
            shows("rust,noplayground"),
            "nobody runs this model",
        ),
        ("", &strange_model, same(), "no page is named 77_other"),
        (
            "",
            &silent_model,
            shows("rust,noplayground"),
            "01_sums_all.txt: no chapter shows this",
        ),
        (
            "",
            &silent_model,
            shows("rust,noplayground"),
            "01_sums_all.txt: no model tells this",
        ),
        (
            "go/01_sums/main.go",
            nothing_else,
            same(),
            "topic 01_sums has no go/01_sums/main.go",
        ),
        (
            "listings/transcripts/01_sums.txt",
            nothing_else,
            same(),
            "has no transcript",
        ),
        (
            "listings/compile_fail/01_sums_refused.stderr",
            nothing_else,
            same(),
            "has no .stderr",
        ),
        (
            "",
            nothing_else,
            with("## Traps", "## Pitfalls"),
            "there is no `## Traps`",
        ),
        (
            "",
            nothing_else,
            with("## Choose\n", ""),
            "there is no `## Choose`",
        ),
        (
            "",
            nothing_else,
            with("```rust\n", "```rs\n"),
            "`rs` is no language",
        ),
        (
            "",
            nothing_else,
            with("```rust\n", "```rust,ignore\n"),
            "`ignore`",
        ),
        ("", nothing_else, with("- six", ""), "five to seven bullets"),
        (
            "",
            nothing_else,
            with("- six", &"six ".repeat(130)),
            "at most 120 words",
        ),
        (
            "",
            nothing_else,
            with("prose ", &"prose ".repeat(1500)),
            "1,000 to 2,200 words",
        ),
        (
            "",
            nothing_else,
            with("What is four?", "What is four"),
            "is not a question",
        ),
        (
            "",
            nothing_else,
            with("What is four?", "Is a Vec<u8> four?"),
            "has a tag",
        ),
        (
            "",
            nothing_else,
            with("**Proof:**", "So:"),
            "has no **Proof:**",
        ),
        (
            "",
            nothing_else,
            with("<!-- ANCHOR: cheat -->", ""),
            "ANCHOR: cheat",
        ),
        (
            "",
            nothing_else,
            with("**What you see**", ""),
            "**What you see**",
        ),
    ];
    for (without, more, chapter, found) in cases {
        let root = tempfile::tempdir().unwrap();
        let mut files: Vec<(String, &str)> = vec![
            (
                "src/SUMMARY.md".into(),
                "- [01  Sums](01_sums.md)\n- [Draft]()\n- [Mistakes](common_mistakes.md)\n",
            ),
            ("src/common_mistakes.md".into(), MISTAKES),
            ("src/01_sums.md".into(), &chapter),
            ("src/pictures/01_sums.svg".into(), "<svg></svg>"),
            ("listings/compile_fail/01_sums_refused.rs".into(), program),
            (
                "listings/compile_fail/01_sums_refused.stderr".into(),
                "error[E0382]: no\n",
            ),
        ];
        for name in [SLUG, "01_sums_cheat"] {
            files.push((format!("listings/examples/{name}.rs"), program));
            files.push((format!("go/{name}/main.go"), ""));
            files.push((format!("python/{name}/main.py"), ""));
            files.push((format!("listings/transcripts/{name}.txt"), ""));
        }
        files.retain(|(file, _)| file != without);
        files.extend(more.iter().map(|(file, text)| ((*file).to_owned(), *text)));
        for (file, text) in files {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let problems = check(root.path(), ALL).unwrap();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        if found.is_empty() {
            assert_eq!(told, [""; 0]);
        } else {
            assert!(
                told.iter().any(|told| told.contains(found)),
                "{found}: {told:#?}"
            );
        }
    }
}

/// A chapter that keeps every rule.
fn sound_chapter() -> String {
    let includes = |name: &str| {
        format!(
            "```rust\n{{{{#rustdoc_include ../listings/examples/{name}.rs}}}}\n```\n\
             ```go\n{{{{#include ../go/{name}/main.go}}}}\n```\n\
             ```python\n{{{{#include ../python/{name}/main.py}}}}\n```\n"
        )
    };
    let question = "```admonish example collapsible=true title=\"What is four?\"\nTwo and two.\n\n\
                    **Follow-up:** Five? No.\n\n**Proof:** [here](#the-program)\n```\n\n";
    format!(
        "# 01  Sums\n\nHow much? Five minutes.\n\n## In one minute\n\n<!-- ANCHOR: minute -->\n- one\n- two\n- three\n\
         - four\n- six\n<!-- ANCHOR_END: minute -->\n\n## What it is, why it matters\n\n{prose}\n\n## The program\n\n\
         {program}\n## How it works\n\n{{{{#include pictures/01_sums.svg}}}}\n\n## What differs\n\n| a |\n| --- |\n\n\
         ## Traps\n\n### Twice\n\n**Broken**\n\n```rust,compile_fail,E0382\n\
         {{{{#rustdoc_include ../listings/compile_fail/01_sums_refused.rs}}}}\n```\n\n**What you see**\n\n```text\n\
         {{{{#include ../listings/compile_fail/01_sums_refused.stderr}}}}\n```\n\n**Fixed**\n\nOnce.\n\n\
         ## What to say\n\n{questions}## Choose\n\n| b |\n| --- |\n\n## Cheat lines\n\n<!-- ANCHOR: cheat -->\n{cheat}\
         <!-- ANCHOR_END: cheat -->\n\n## Sources\n\n- None.\n",
        prose = "prose ".repeat(1000),
        program = includes("01_sums"),
        questions = question.repeat(4),
        cheat = includes("01_sums_cheat"),
    )
}

/// On the page of common mistakes, a verdict of its own, a code that nobody sees and a section without a row are found.
#[test]
fn a_wrong_verdict_is_found() {
    let page = "| [send](#a-send) | panics | queued | refused by the compiler: `E0382` | [1](a.md) |\n\
                | [leak](#a-leak) | silent | silent | still a bug | [1](a.md) |\n\n\
                ### A send\n**refused by the compiler**: `E0382`\n\
                {{#include ../listings/compile_fail/a.stderr}}\n\n### A leak\n**still a bug**.\n";
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("listings/compile_fail");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.stderr"), "error[E0382]: no\n").unwrap();
    for (old, new, found) in [
        ("", "", ""),
        ("still a bug | [", "a pity | [", "is not a verdict"),
        (
            "**still a bug**",
            "**an `Err`**",
            "does not begin with the verdict",
        ),
        (
            "`E0382` |",
            "`E0499` |",
            "does not show the compiler's code",
        ),
        ("### A leak", "### A leek", "`### A leek` has no row"),
        ("### A leak\n", "", "2 rows and 1 sections"),
        (page, "# Mistakes\n", "there is no row of a mistake"),
    ] {
        let file = PathBuf::from("src/common_mistakes.md");
        let text = page.replacen(old, new, 1);
        let mut problems = Vec::new();
        mistakes::check(root.path(), &[Chapter { file, text }], &mut problems);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let told = told.join("\n");
        assert!(
            told.contains(found) && told.is_empty() == found.is_empty(),
            "{found}: {told}"
        );
    }
}
