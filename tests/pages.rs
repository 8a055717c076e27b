//! The program that a reader plays on a page is the same program that the tests run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use languages::{ALL, Language};
use manuscript::{Audience, Manuscript, quizzes, sources};
use runner::passed::{Fingerprint, Tests};
use runner::program::{self, Program};
use scraper::{Html, Selector};

/// Each test is left out if it has passed, and no source of the pages has changed since then.
static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = Fingerprint::of_executable(root).unwrap();
    let all = code.with_pages(root).unwrap();
    Tests::of(
        root,
        "tests of programs on pages",
        all,
        include_str!("pages.rs"),
    )
});

/// A program on a page: what it is, whether it is there to be refused, and the text that *Run* sends and *Copy* copies.
struct Block {
    program: Program,
    refused: bool,
    text: String,
}

/// The programs on all pages of the book in `root`.
fn blocks(root: &Path) -> Vec<Block> {
    let pages = tempfile::tempdir().unwrap();
    let mut manuscript = Manuscript::load(root).unwrap();
    manuscript.render(pages.path(), Audience::Public).unwrap();
    // All the pages at once.
    let text = fs::read_to_string(pages.path().join("print.html")).unwrap();
    let block = Selector::parse("code[class*='program-']").unwrap();
    let page = Html::parse_document(&text);
    page.select(&block)
        .map(|block| {
            let classes: Vec<&str> = block.value().classes().collect();
            let after = |start: &str| classes.iter().find_map(|class| class.strip_prefix(start));
            let language = after("language-").unwrap();
            let language = languages::named(language, ALL).unwrap();
            Block {
                program: Program {
                    name: after("program-").unwrap().to_owned(),
                    language,
                },
                refused: classes.contains(&"compile_fail"),
                // As theme/play.js sends it.
                text: format!("{}\n", block.text().collect::<String>().trim_end()),
            }
        })
        .collect()
}

/// Each program on the pages, one that is refused too, is its file to the letter and line by line, hidden lines included; only
/// the lines of anchors are blank. Each program of the book is there,
/// apart from those that only a quiz shows.
#[test]
fn programs_are_their_files() {
    let Some(test) = TESTS.begin() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = program::all(root, ALL).unwrap();
    for block in blocks(root) {
        let file = match block.refused {
            true => block.program.refused_source(),
            false => block.program.source(),
        };
        let source = fs::read_to_string(root.join(&file)).unwrap();
        let mut sent = block.text.lines();
        for (i, line) in source.trim_end().lines().enumerate() {
            let place = format!("{}:{}", file.display(), i + 1);
            // What stands at the end of the text is trimmed.
            let sent = sent.next().unwrap_or_default();
            match text::anchor(line, ALL) {
                Some(_) => assert_eq!(sent, "", "{place}"),
                None => assert_eq!(sent, line, "{place}"),
            }
        }
        assert_eq!(sent.next(), None, "{}", file.display());
        missing.remove(&block.program);
    }
    // Nobody plays what only a quiz shows.
    let of_quizzes = quizzes::files(root, ALL);
    let included = sources::includes(root).unwrap().into_iter();
    let included: BTreeSet<PathBuf> = included.map(|include| include.file).collect();
    missing.retain(|program| {
        included.contains(&program.source()) || !of_quizzes.contains(&program.source())
    });
    // A program that a page shows only in part, or together with other lines, is also shown whole elsewhere.
    assert_eq!(missing, BTreeSet::new());
    test.passed();
}

/// A program whose lines look like marks of mdBook, of rustdoc or of the course is on its page what it is in its file.
#[test]
fn lines_that_look_like_marks_are_kept() {
    let Some(test) = TESTS.begin() else { return };
    let rust = "//! Marks.\n#![allow(unused)]\n// ANCHOR: main\n#[derive(Debug)]\nstruct A;\nmacro_rules! b {\n    (# $c:ident) => {};\n    \
                (#\n    d) => {};\n}\nfn main() {\n    let text = \"\\\n# Orders\n## Today\n### x\n#bread\n#\n##\n   # indented\n\\\n#\ttab\n\
                // ANCHOR in a text: main\nlet a = 1; // ANCHOR: other\n%%\n{{#include gone.rs}} {{#title A}} }}\n\\{{#include gone.rs}}\n\
                ``\n~~~\n<b>&amp;</b>\n\\\";\n    println!(\"{text}{}\", r#\"\n# raw\n\"#);\n}\n// ANCHOR_END: main\nfn hidden() -> &'static str {\n    \"\n\
                # hidden\n## hidden\n#hidden\n#\n   # hidden\n{{#include gone.rs}}\n\"\n}\n";
    let python = "# ANCHOR: main\nprint(\"\"\"\n# a\n%%\n%%%b\n  %% c\n{{#include gone.py}}\n\"\"\")\n# ANCHOR_END: main\n\"\"\"\n%%\n%%%d\n# e\n\"\"\"\n";
    let go = "package main\n\n// ANCHOR: main\nfunc main() {\n\tprintln(`\n# a\n%%b\n  %% c\n{{#include gone.go}}\n`)\n}\n";
    let root = tempfile::tempdir().unwrap();
    let chapter = |part: &str| {
        format!(
            "# A\n\n```rust\n{{{{#rustdoc_include ../listings/examples/a.rs{part}}}}}\n```\n\n\
             ````admonish note\n```go\n{{{{#include ../go/a/main.go{part}}}}}\n```\n````\n\n\
             - In a list:\n\n  ```python\n  {{{{#include ../python/a/main.py{part}}}}}\n  ```\n"
        )
    };
    let toml = "[preprocessor.programs]\nbefore = [\"links\"]\n[preprocessor.admonish]\nafter = [\"links\"]\nassets_version = \"3.1.0\"\n[output.html.print]\nenable = true\n";
    let (whole, part) = (chapter(""), chapter(":main"));
    for (file, text) in [
        ("book.toml", toml),
        ("src/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n"),
        ("src/a.md", &whole),
        ("src/b.md", &part),
        ("listings/examples/a.rs", rust),
        ("go/a/main.go", go),
        ("python/a/main.py", python),
    ] {
        let file = root.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let found = blocks(root.path());
    assert_eq!(found.len(), 6);
    for block in found {
        let sources = [
            (Language::RUST, rust),
            (Language::GO, go),
            (Language::PYTHON, python),
        ];
        let (_, source) = sources
            .iter()
            .find(|(language, _)| language == block.program.language)
            .unwrap();
        let expected = text::program(source, ALL);
        assert_eq!(block.text, expected, "{:?}", block.program);
    }
    test.passed();
}
