//! What `mdbook test` says of the book (edition 2024).

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use manuscript::{ExpandedChapter, Manuscript};
use runner::libraries;
use runner::passed::{Fingerprint, Passed, Tests};

/// The tests of `mdbook test` itself are left out if they have passed, and neither they nor the crates have changed since then.
static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = Fingerprint::of_executable(root).unwrap();
    Tests::of(
        root,
        "tests of mdbook test",
        code,
        include_str!("mdbook.rs"),
    )
});

/// Every Rust block compiles and does what its fence says, against one variant of each crate. A chapter that has not changed since it
/// passed is left out.
#[test]
fn mdbook_test_passes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let libraries = libraries::build(root, |_| {}).unwrap();
    let manuscript = Manuscript::load(root).unwrap();
    let passed = Passed::of(root, "chapters (mdbook test)");
    let common = Fingerprint::of_executable(root)
        .unwrap()
        .with_file(&root.join("book.toml"))
        .unwrap();
    let mut failed = Vec::new();
    for chapter in manuscript.expand().unwrap() {
        let name = chapter.path.to_str().unwrap();
        let fingerprint = common.clone().with(&chapter.text);
        let test = || manuscript.test_chapter(&chapter, &libraries);
        if passed.check(name, &fingerprint, test).is_err() {
            failed.push(name.to_owned());
        }
    }
    passed.say();
    assert!(passed.seen() > 0);
    assert_eq!(failed, [""; 0], "rustdoc says why, above");
}

/// A chapter on its own passes and fails as the book does, and no preprocessor changes it again.
#[test]
fn one_chapter_can_fail() {
    let Some(test) = TESTS.begin() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let libraries = libraries::build(root, |_| {}).unwrap();
    let manuscript = Manuscript::load(root).unwrap();
    for (program, sound) in [
        (
            "fn main() { let text = \"{{#include a}}\"; assert_eq!(text.len(), 14); }",
            true,
        ),
        ("fn main() { let gen = 1; }", false),
        ("fn main() { panic!() }", false),
    ] {
        let chapter = ExpandedChapter {
            path: "a.md".into(),
            text: format!("# A\n\n```rust\n{program}\n```\n"),
        };
        let tested = manuscript.test_chapter(&chapter, &libraries);
        assert_eq!(tested.is_ok(), sound, "{program}");
    }
    test.passed();
}

/// The folder of libraries holds no crate twice, or rustc could not choose (E0464).
#[test]
fn libraries_have_one_variant_each() {
    let libraries = libraries::build(Path::new(env!("CARGO_MANIFEST_DIR")), |_| {}).unwrap();
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(libraries).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.rsplit_once('-').unwrap().0.to_owned();
        assert!(seen.insert(name), "{file} is there in another variant, too");
    }
    for name in ["libtokio", "libcrossbeam_channel"] {
        assert!(seen.contains(name), "{name} is not among {seen:?}");
    }
}

/// Rustdoc compiles the program as its file has it: lines of a text that begin with a number sign are lines of the text.
#[test]
fn mdbook_test_sees_the_program() {
    let Some(test) = TESTS.begin() else { return };
    let libraries = libraries::build(Path::new(env!("CARGO_MANIFEST_DIR")), |_| {}).unwrap();
    let program = r####"fn main() {
    let text = "
# a
#b
## c
#
   # d
{{#include e}}
";
    let lines = ["", "# a", "#b", "## c", "#", "   # d", concat!("{{", "#include e}}")];
    assert_eq!(text.lines().collect::<Vec<_>>(), lines);
}
"####;
    let root = tempfile::tempdir().unwrap();
    for (file, text) in [
        (
            "book.toml",
            "rust.edition = \"2024\"\n[preprocessor.programs]\nbefore = [\"links\"]\n",
        ),
        ("src/SUMMARY.md", "[A](a.md)\n"),
        (
            "src/a.md",
            "# A\n\n```rust\n{{#rustdoc_include ../listings/examples/a.rs}}\n```\n",
        ),
        ("listings/examples/a.rs", program),
    ] {
        let file = root.path().join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    Manuscript::load(root.path())
        .unwrap()
        .test(&libraries)
        .unwrap();
    test.passed();
}

/// A block that does not compile, one that panics and one that names no crate make it fail.
#[test]
fn mdbook_test_can_fail() {
    let Some(test) = TESTS.begin() else { return };
    let libraries = libraries::build(Path::new(env!("CARGO_MANIFEST_DIR")), |_| {}).unwrap();
    for (program, sound) in [
        ("fn main() {}", true),
        ("fn main() { let x: u8 = \"\"; }", false),
        ("fn main() { panic!() }", false),
        (
            "extern crate tokio;\nfn main() { drop(tokio::sync::Notify::new()) }",
            true,
        ),
        ("fn main() { drop(tokio::sync::Notify::new()) }", false),
    ] {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("src")).unwrap();
        let chapter = format!("# A\n\n```rust\n{program}\n```\n");
        for (file, text) in [
            ("book.toml", "rust.edition = \"2024\"\n"),
            ("src/SUMMARY.md", "[A](a.md)\n"),
            ("src/a.md", &chapter),
        ] {
            std::fs::write(root.path().join(file), text).unwrap();
        }
        let mut manuscript = Manuscript::load(root.path()).unwrap();
        assert_eq!(manuscript.test(&libraries).is_ok(), sound, "{program}");
    }
    test.passed();
}
