//! A small book that keeps every rule.

use std::fs;
use std::path::Path;

/// The chapter of the book's one topic.
pub const CHAPTER: &str = "src/01_sums.md";

/// A Rust program that keeps every rule.
pub const PROGRAM: &str = "//! Adds.\nfn main() {}\n";

/// A quiz that keeps every rule.
pub const QUIZ: &str = "question = \"How does it end?\"\nprogram = \"01_sums\"\nasks = \"end\"\n\
    [[choices]]\nis = \"ends well\"\nwhy = \"It adds.\"\n\
    [[choices]]\nis = \"panics\"\nwhy = \"It adds.\"\n\
    [[choices]]\nis = \"never ends\"\nwhy = \"It adds.\"\n";

/// A page of common mistakes that keeps its rules.
pub const MISTAKES: &str = "| [leak](#a-leak) | silent | silent | still a bug | [1](01_sums.md) |\n\n### A leak\n**still a bug**.\n\n## Predict\n\n{{#predict}}\n";

/// The files of the book, relative to its root, and what stands in each.
pub fn files() -> Vec<(String, String)> {
    let summary =
        "- [01  Sums](01_sums.md)\n- [Draft]()\n- [Mistakes](common_mistakes.md)\n".to_owned();
    let refused = "listings/compile_fail/01_sums_refused";
    let mut files = vec![
        ("src/SUMMARY.md".to_owned(), summary),
        ("src/common_mistakes.md".to_owned(), MISTAKES.to_owned()),
        (CHAPTER.to_owned(), chapter()),
        (
            "src/pictures/01_sums.svg".to_owned(),
            "<svg></svg>".to_owned(),
        ),
        (format!("{refused}.rs"), PROGRAM.to_owned()),
        (format!("{refused}.stderr"), "error[E0382]: no\n".to_owned()),
    ];
    for name in ["01_sums", "01_sums_cheat"] {
        files.push((format!("listings/examples/{name}.rs"), PROGRAM.to_owned()));
        for file in [
            format!("go/{name}/main.go"),
            format!("python/{name}/main.py"),
            format!("listings/transcripts/{name}.txt"),
        ] {
            files.push((file, String::new()));
        }
    }
    for page in ["01_sums", "common_mistakes"] {
        for number in 1..=6 {
            let file = format!("listings/quizzes/{page}_{number}.toml");
            files.push((file, QUIZ.to_owned()));
        }
    }
    files
}

/// Writes files into the folder `root`.
pub fn write(root: &Path, files: &[(String, String)]) {
    for (file, text) in files {
        let file = root.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

/// The text of the chapter.
fn chapter() -> String {
    let includes = |name: &str| {
        format!(
            "```rust\n{{{{#rustdoc_include ../listings/examples/{name}.rs}}}}\n```\n\
             ```go\n{{{{#include ../go/{name}/main.go}}}}\n```\n\
             ```python\n{{{{#include ../python/{name}/main.py}}}}\n```\n"
        )
    };
    let question = "```admonish example collapsible=true level=1 title=\"What is four?\"\nTwo and two.\n\n\
                    **Follow-up:** Five? No.\n\n**Points:**\n- [ ] two\n- [ ] and two\n\n\
                    **Proof:** [here](#the-program)\n```\n\n";
    format!(
        "# 01  Sums\n\nHow much? Five minutes.\n\n## In one minute\n\n<!-- ANCHOR: minute -->\n- one\n- two\n- three\n\
         - four\n- six\n<!-- ANCHOR_END: minute -->\n\n## What it is, why it matters\n\n{prose}\n\n## The program\n\n\
         {program}\n## How it works\n\n{{{{#include pictures/01_sums.svg}}}}\n\n## What differs\n\n| a |\n| --- |\n\n\
         ## Traps\n\n### Twice\n\n**Broken**\n\n```rust,compile_fail,E0382\n\
         {{{{#rustdoc_include ../listings/compile_fail/01_sums_refused.rs}}}}\n```\n\n**What you see**\n\n```text\n\
         {{{{#include ../listings/compile_fail/01_sums_refused.stderr}}}}\n```\n\n**Fixed**\n\nOnce.\n\n\
         ## Predict\n\n{{{{#predict}}}}\n\n## What to say\n\n{questions}## Practise\n\n{{{{#practise}}}}\n\n## Choose\n\n| b |\n| --- |\n\n## Cheat lines\n\n<!-- ANCHOR: cheat -->\n{cheat}\
         <!-- ANCHOR_END: cheat -->\n\n## Sources\n\n- None.\n",
        prose = "prose ".repeat(2000),
        program = includes("01_sums"),
        questions = question.repeat(4),
        cheat = includes("01_sums_cheat"),
    )
}
