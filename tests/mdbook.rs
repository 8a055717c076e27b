//! What `mdbook test` says of the book (edition 2024).

use std::collections::BTreeSet;
use std::path::Path;

use manuscript::Manuscript;
use runner::libraries;

/// Every Rust block compiles and does what its fence says, against one variant of each crate.
#[test]
fn mdbook_test_passes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let libraries = libraries::build(root, |_| {}).unwrap();
    let mut manuscript = Manuscript::load(root).unwrap();
    manuscript.test(&libraries).unwrap();
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
}

/// A block that does not compile, one that panics and one that names no crate make it fail.
#[test]
fn mdbook_test_can_fail() {
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
}
