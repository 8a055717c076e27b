//! The small book with one thing broken, and what the check says of it.

use crate::small_book::{self, CHAPTER, MISTAKES, PROGRAM, QUIZ};

/// What is done to the small book.
pub enum Change {
    /// This file gets this text.
    Write(&'static str, &'static str),
    /// This file is deleted.
    Delete(&'static str),
    /// In the chapter, the first text becomes the second.
    Replace(&'static str, &'static str),
    /// In the chapter, this text stands so many times.
    Repeat(&'static str, usize),
    /// The chapter shows the model, in a block with this fence.
    ShowModel(&'static str),
}
use Change::{Delete, Repeat, Replace, ShowModel, Write};

/// A book that breaks a rule: what is done to the small book, and words of the problem that the check then finds.
pub type Broken = (&'static [Change], &'static str);

const MODEL: &str = "tests/models/01_sums_all.rs";
const MODEL_TRANSCRIPT: &str = "tests/models/01_sums_all.txt";
const MODELS: &str = "tests/models/main.rs";
const RUNS_MODEL: &str = "#[path = \"01_sums_all.rs\"]\nmod sums_all;\n";
const TRANSCRIPT: &str = "listings/transcripts/01_sums.txt";
const EXAMPLE: &str = "listings/examples/01_sums.rs";

/// The small book with a model, which keeps every rule.
pub const WITH_MODEL: &[Change] = &[
    Write(MODELS, RUNS_MODEL),
    Write(MODEL, PROGRAM),
    ShowModel("rust,noplayground"),
];

/// What can be wrong with programs, their transcripts and what is said of them.
pub const PROGRAMS: &[Broken] = &[
    (
        &[Write("listings/examples/01_sums_more.rs", PROGRAM)],
        "01_sums_more.rs: no chapter shows this",
    ),
    (
        &[Write("listings/transcripts/01_sums_gone.txt", "")],
        "01_sums_gone.txt: no program prints this",
    ),
    (
        &[Write("listings/examples/77_other.rs", PROGRAM)],
        "77_other.rs: no page is named 77_other",
    ),
    (
        &[Write(TRANSCRIPT, "[never ends]\n")],
        "never ends, and its fence does not say so",
    ),
    (
        &[Write(TRANSCRIPT, "[exit 101]\n")],
        "panics, and its fence does not say so",
    ),
    (
        &[Write(EXAMPLE, "//! A.\nextern crate loom;\nfn main() {}\n")],
        "the public playground has no crate loom",
    ),
    (
        &[Write(EXAMPLE, "fn main() {}\n")],
        "does not say what it shows",
    ),
    (
        &[Delete("go/01_sums/main.go")],
        "topic 01_sums has no go/01_sums/main.go",
    ),
    (&[Delete(TRANSCRIPT)], "has no transcript"),
    (
        &[Write("go/01_sums/race.txt", "")],
        "go/01_sums/race.txt: no chapter shows this",
    ),
    (
        &[Write("listings/races/01_sums.miri.txt", "")],
        "listings/races/01_sums.miri.txt: no chapter shows this",
    ),
];

/// What can be wrong with programs that a compiler refuses.
pub const REFUSALS: &[Broken] = &[
    (
        &[Write("go/refused/01_sums_refused/main.go", "")],
        "go/refused/01_sums_refused/main.go: no chapter shows this",
    ),
    (
        &[Write("go/refused/01_sums_refused/main.go", "")],
        "go/refused/01_sums_refused/main.go has no .stderr",
    ),
    (
        &[
            Write("python/refused/01_sums_refused/main.py", ""),
            Write("python/refused/01_sums_refused/main.stderr", ""),
        ],
        "python/refused/01_sums_refused/main.stderr: no chapter shows this",
    ),
    (
        &[Write("go/refused/01_sums_gone/main.stderr", "")],
        "go/refused/01_sums_gone/main.stderr: no program is refused so",
    ),
    (
        &[Write(
            "listings/compile_fail/01_sums_refused.stderr",
            "error[E0433]: no\n",
        )],
        "the compiler says E0433, and the fence E0382",
    ),
    (
        &[Delete("listings/compile_fail/01_sums_refused.stderr")],
        "has no .stderr",
    ),
];

/// What can be wrong with models.
pub const MODEL_RULES: &[Broken] = &[
    (
        &[Write(MODELS, RUNS_MODEL), Write(MODEL, PROGRAM)],
        "01_sums_all.rs: no chapter shows this",
    ),
    (
        &[
            Write(MODELS, RUNS_MODEL),
            Write(MODEL, PROGRAM),
            ShowModel("rust"),
        ],
        "the playground has no loom",
    ),
    (
        &[
            Write(MODELS, RUNS_MODEL),
            Write(MODEL, "fn main() {}\n"),
            ShowModel("rust,noplayground"),
        ],
        "does not say what it shows",
    ),
    (
        &[
            Write(MODELS, ""),
            Write(MODEL, PROGRAM),
            ShowModel("rust,noplayground"),
        ],
        "nobody runs this model",
    ),
    (
        &[
            Write(MODELS, "#[path = \"77_other.rs\"]\nmod other;\n"),
            Write("tests/models/77_other.rs", PROGRAM),
        ],
        "no page is named 77_other",
    ),
    (
        &[
            Write(MODELS, RUNS_MODEL),
            Write(MODEL, PROGRAM),
            Write(MODEL_TRANSCRIPT, ""),
            ShowModel("rust,noplayground"),
        ],
        "01_sums_all.txt: no chapter shows this",
    ),
    (
        &[
            Write(MODELS, RUNS_MODEL),
            Write(MODEL, PROGRAM),
            Write(MODEL_TRANSCRIPT, ""),
            ShowModel("rust,noplayground"),
        ],
        "01_sums_all.txt: no model tells this",
    ),
];

/// What can be wrong with quizzes, and with the parts of a page that have something to do.
pub const QUIZZES: &[Broken] = &[
    (
        &[
            Delete("listings/quizzes/01_sums_1.toml"),
            Write("listings/quizzes/01_sums_2.toml", "question = 1"),
        ],
        "src/01_sums.md: 4 sound quizzes belong to this page",
    ),
    (
        &[
            Delete("listings/quizzes/common_mistakes_1.toml"),
            Delete("listings/quizzes/common_mistakes_2.toml"),
            Delete("listings/quizzes/common_mistakes_3.toml"),
        ],
        "src/common_mistakes.md: 3 sound quizzes belong to this page",
    ),
    (
        &[Write("listings/quizzes/77_other.toml", QUIZ)],
        "77_other.toml: no page shows this quiz",
    ),
    (
        &[Replace("{{#predict}}", "later")],
        "listings/quizzes/01_sums_1.toml: no page shows this quiz",
    ),
    (
        &[Replace("{{#predict}}", "later")],
        "`## Predict` has no `{{#predict}}`",
    ),
    (
        &[Replace("{{#practise}}", "later")],
        "`## Practise` has no `{{#practise}}`",
    ),
    (
        &[Write("src/common_mistakes.md", "# Mistakes\n")],
        "src/common_mistakes.md: `## Predict` has no `{{#predict}}`",
    ),
];

/// What can be wrong with the text of a page.
pub const PAGES: &[Broken] = &[
    (
        &[
            Write(
                "src/SUMMARY.md",
                "- [01  Sums](01_sums.md)\n- [Mistakes](errors.md)\n",
            ),
            Write("src/errors.md", MISTAKES),
        ],
        "src/common_mistakes.md: the book has no such page",
    ),
    (
        &[Replace("# 01  Sums", "# Sums")],
        "the title does not begin with `# 01  `",
    ),
    (
        &[Replace("## Traps", "## Pitfalls")],
        "there is no `## Traps`",
    ),
    (
        &[Replace("## Traps", "## Pitfalls")],
        "`## Pitfalls` is not a part of a chapter",
    ),
    (&[Replace("## Choose\n", "")], "there is no `## Choose`"),
    (
        &[
            Replace("## Choose\n", ""),
            Replace("## Traps", "## Choose\n\n## Traps"),
            Replace("## What differs", "## Old"),
            Replace("## Sources", "## What differs\n\n## Sources"),
        ],
        "`## Traps` stands too late",
    ),
    (&[Replace("```rust\n", "```rs\n")], "`rs` is no language"),
    (&[Replace("```rust\n", "```rust,ignore\n")], "`ignore`"),
    (&[Replace("- six", "")], "five to seven bullets"),
    (&[Repeat(" six", 170)], "at most 160 words"),
    (&[Repeat("prose ", 2500)], "1,800 to 3,800 words"),
    (
        &[Replace("What is four?", "What is four")],
        "is not a question",
    ),
    (
        &[Replace("What is four?", "Is a Vec<u8> four?")],
        "has a tag",
    ),
    (&[Replace("**Proof:**", "So:")], "has no **Proof:**"),
    (
        &[Replace(
            "**Follow-up:** Five? No.",
            "**Follow-up:** `a?` Yes.",
        )],
        "does not begin with a question",
    ),
    (
        &[Replace("**Proof:**", "So.\n\n**Proof:**")],
        "do not stand before **Proof:**",
    ),
    (
        &[Replace("collapsible=true", "collapsible=false")],
        "has 3 folded questions",
    ),
    (&[Replace("<!-- ANCHOR: cheat -->", "")], "ANCHOR: cheat"),
    (
        &[Replace("<!-- ANCHOR_END: minute -->", "")],
        "ANCHOR_END: minute",
    ),
    (&[Replace("**What you see**", "")], "**What you see**"),
    (
        &[Replace("{{#include pictures/01_sums.svg}}", "")],
        "there is no picture",
    ),
];

/// The files of the small book after these changes.
pub fn files(changes: &[Change]) -> Vec<(String, String)> {
    let mut files = small_book::files();
    for change in changes {
        match change {
            Write(file, text) => {
                files.retain(|(other, _)| other != file);
                files.push(((*file).to_owned(), (*text).to_owned()));
            }
            Delete(file) => {
                let before = files.len();
                files.retain(|(other, _)| other != file);
                assert!(files.len() < before, "{file} is not in the small book");
            }
            Replace(old, new) => replace(&mut files, old, new),
            Repeat(text, times) => replace(&mut files, text, &text.repeat(*times)),
            ShowModel(fence) => chapter(&mut files).push_str(&format!(
                "\n```{fence}\n{{{{#rustdoc_include ../{MODEL}}}}}\n```\n"
            )),
        }
    }
    files
}

/// Replaces a text in the chapter, where it stands first.
fn replace(files: &mut [(String, String)], old: &str, new: &str) {
    let text = chapter(files);
    assert!(text.contains(old), "{old} is not in the chapter");
    *text = text.replacen(old, new, 1);
}

fn chapter(files: &mut [(String, String)]) -> &mut String {
    let mut files = files.iter_mut();
    let chapter = files.find(|(file, _)| file == CHAPTER);
    &mut chapter.expect("the small book has a chapter").1
}
