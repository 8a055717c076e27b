//! Every Rust block of the book, as the reader sees it, compiles and runs on its own (skeptic, edition 2021).

#![allow(
    clippy::too_many_lines,
    reason = "a test that build.rs writes is as long as the program that it runs"
)]

use std::convert::Infallible;
use std::panic::{catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::LazyLock;

use manuscript::{Audience, Manuscript, models};
use runner::passed::{Fingerprint, Passed};
use scraper::{Html, Selector};

/// How often a program is started that cannot be.
const TRIES: usize = 20;

/// Runs a block by skeptic, unless it passed before and nothing has changed. If the kernel does not start its program, it is started again.
/// The reason is that skeptic opens a program for writing, to mark it as used. Another program that starts in this moment inherits the open
/// file, and as long as it is open, the kernel refuses to start the first program (ETXTBSY).
fn run_test(root: &str, out: &str, target: &str, text: &str) {
    unless_unchanged("run", text, || {
        for _ in 0..TRIES {
            let Err(panic) = catch_unwind(|| skeptic::rt::run_test(root, out, target, text)) else {
                return;
            };
            let message = panic.downcast_ref::<String>().map_or("", String::as_str);
            if !message.contains("Text file busy") {
                resume_unwind(panic);
            }
        }
        panic!("its program could not be started {TRIES} times");
    });
}

/// Compiles a block by skeptic, unless it passed before and nothing has changed.
fn compile_test(root: &str, out: &str, target: &str, text: &str) {
    unless_unchanged("compile", text, || {
        skeptic::rt::compile_test(root, out, target, text)
    });
}

/// Checks a block, unless the same text passed the same check before. `check` panics if the block does not pass. After the last block, says
/// how many were left out.
fn unless_unchanged(what: &str, text: &str, check: impl FnOnce()) {
    static PASSED: LazyLock<(Passed, Fingerprint)> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        // The executable would change with each block, and skeptic's version is in the lock file.
        let common = Fingerprint::of_machine(root).unwrap();
        let blocks = TESTS.matches("#[test]").count();
        let passed = Passed::of(root, "blocks (skeptic)").with_count(blocks);
        (passed, common.with(include_str!("skeptic.rs")))
    });
    let (passed, common) = &*PASSED;
    let fingerprint = common.clone().with(what).with(text);
    // The number of a block's line changes with each line before it, so the text is its name.
    let name = Fingerprint::new().with(what).with(text).to_string();
    let checked = passed.check(&name, &fingerprint, || {
        check();
        Ok::<_, Infallible>(())
    });
    let Ok(()) = checked;
}

// Written by build.rs: a test for each block.
include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));

/// The same as text.
const TESTS: &str = include_str!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));

/// Nothing is left out: there are as many tests as the rendered pages show Rust blocks, apart from the refusals, the models and the exercises,
/// which tests of their own hold, and of what is shown again.
#[test]
fn every_block_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = Fingerprint::of_executable(root).unwrap();
    let all = code.with_pages(root).unwrap();
    let passed = Passed::of(root, "counts of blocks (skeptic)").with_count(1);
    let Some(test) = passed.begin("every block has a test", &all) else {
        return;
    };
    let pages = tempfile::tempdir().unwrap();
    let mut manuscript = Manuscript::load(root).unwrap();
    manuscript.render(pages.path(), Audience::Public).unwrap();

    let shown =
        Selector::parse("code.language-rust:not(.compile_fail, .again, [class*='exercise-'])")
            .unwrap();
    // All the pages at once, without those that show a chapter a second time.
    let text = std::fs::read_to_string(pages.path().join("print.html")).unwrap();
    let shown = Html::parse_document(&text).select(&shown).count();
    let models = models::shown(root).unwrap().len();
    assert_eq!(TESTS.matches("#[test]").count(), shown - models);
    assert!(shown > 0);
    test.passed();
}
