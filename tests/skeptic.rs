//! Every Rust block of the book, as the reader sees it, compiles and runs on its own (skeptic, edition 2021).

#![allow(
    clippy::too_many_lines,
    reason = "a test that build.rs writes is as long as the program that it runs"
)]

use std::panic::{catch_unwind, resume_unwind};
use std::path::Path;

use manuscript::{Audience, Manuscript, models};
use scraper::{Html, Selector};

/// How often a program is started that cannot be.
const TRIES: usize = 20;

/// Runs a block by skeptic; again, where the kernel would not start its program. Skeptic opens a program for writing to mark
/// it as used, and whoever starts another one in that moment inherits what is open: for a blink it cannot be started
/// (ETXTBSY).
fn run_test(root: &str, out: &str, target: &str, text: &str) {
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
}

// Written by build.rs: a test for each block.
include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));

/// Nothing is left out: there are as many tests as the rendered pages show Rust blocks, aside of the refusals and the models,
/// which tests of their own hold, and of what is shown again.
#[test]
fn every_block_has_a_test() {
    let pages = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manuscript = Manuscript::load(root).unwrap();
    manuscript.render(pages.path(), Audience::Public).unwrap();

    let shown = Selector::parse("code.language-rust:not(.compile_fail, .again)").unwrap();
    // All the pages at once, without those that show a chapter a second time.
    let text = std::fs::read_to_string(pages.path().join("print.html")).unwrap();
    let shown = Html::parse_document(&text).select(&shown).count();
    let models = models::shown(root).unwrap().len();
    let tests = include_str!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));
    assert_eq!(tests.matches("#[test]").count(), shown - models);
    assert!(shown > 0);
}
