//! A language is one entry in the table of crates/languages: with an invented one, nothing else is needed for its programs to be found,
//! checked and shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use languages::{ALL, Language, listed};
use manuscript::{Audience, Manuscript, quizzes};
use runner::program::{self, Program};
use runner::toolchain::Toolchain;
use scraper::{Html, Selector};
use tempfile::TempDir;

use crate::check;
use crate::small_book::{self, CHAPTER};

/// A language that nobody has. No other language has its folders, its extension or its comments.
const QUILL: Language = Language {
    name: "quill",
    title: "Quill",
    folder: "programs/quill",
    refused_folder: "programs/quill_refused",
    file: "NAME/start.qu",
    wrong_fences: &["qu"],
    command: "quill NAME",
    comment: "--",
    indent: "  ",
    compiled: false,
    required: true,
    expected: false,
    plays_refused: false,
};

/// The languages of the book, and Quill, in which every topic must have its programs.
const FOUR: &[Language] = &[Language::RUST, Language::GO, Language::PYTHON, QUILL];

/// The same, but no topic has to have its programs in Quill.
const OPTIONAL: &[Language] = &[
    Language::RUST,
    Language::GO,
    Language::PYTHON,
    Language {
        required: false,
        ..QUILL
    },
];

/// The program of the topic in Quill, of which the page shows the part `main`.
const SOURCE: &str =
    "hidden\n-- ANCHOR: main\nshown\n-- ANCHOR_END: main\n-- ANCHOR_END in a text\nlast\n";

/// What mdBook has to know for the small book.
const TOML: &str = "[preprocessor.sheet]\nbefore = [\"programs\"]\n[preprocessor.programs]\nbefore = [\"links\"]\n\
                    [preprocessor.tabs]\nafter = [\"programs\"]\n";

/// A small book that has a sheet, and its programs in Quill, too; with this chapter, and without the file `without`.
fn book(chapter: &str, without: &str) -> TempDir {
    let mut files = small_book::files();
    files.retain(|(file, _)| file != CHAPTER && file != "src/SUMMARY.md");
    let summary =
        "- [01  Sums](01_sums.md)\n- [Mistakes](common_mistakes.md)\n- [Sheet](sheet.md)\n";
    for (file, text) in [
        (CHAPTER, chapter),
        ("src/SUMMARY.md", summary),
        ("src/sheet.md", "# Sheet\n\n{{#sheet}}\n"),
        ("book.toml", TOML),
        ("programs/quill/01_sums/start.qu", SOURCE),
        ("programs/quill/01_sums_cheat/start.qu", SOURCE),
        ("listings/transcripts/01_sums.txt", "4\n"),
    ] {
        files.push((file.to_owned(), text.to_owned()));
    }
    files.retain(|(file, _)| file != without);
    let root = tempfile::tempdir().unwrap();
    small_book::write(root.path(), &files);
    root
}

fn write(root: &Path, file: &str, text: &str) {
    let file = root.join(file);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// The block of Quill's program of this name.
fn block(name: &str) -> String {
    format!("```quill\n{{{{#include ../programs/quill/{name}/start.qu:main}}}}\n```\n")
}

/// The chapter of the small book, without Quill.
fn sound_chapter() -> String {
    let files = small_book::files();
    let chapter = files.into_iter().find(|(file, _)| file == CHAPTER);
    chapter.unwrap().1
}

/// A chapter that keeps every rule, with Quill's programs, the first one in a tab.
fn chapter() -> String {
    let tab = format!(
        "{{{{#tabs global=\"language\"}}}}\n{{{{#tab name=\"Quill\"}}}}\n{}{{{{#endtab}}}}\n{{{{#endtabs}}}}\n\n",
        block("01_sums")
    );
    let cheat = format!("{}<!-- ANCHOR_END: cheat -->", block("01_sums_cheat"));
    let how = format!("{tab}## How it works");
    sound_chapter()
        .replacen("## How it works", &how, 1)
        .replacen("<!-- ANCHOR_END: cheat -->", &cheat, 1)
}

/// What the check of the structure says about a book.
fn told(root: &Path, languages: &'static [Language]) -> String {
    let problems = check(root, languages).unwrap();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    told.join("\n")
}

/// The programs of the new language are found, those that are refused too, and they are programs of no other language.
#[test]
fn programs_are_found() {
    let root = book(&chapter(), "");
    write(
        root.path(),
        "programs/quill_refused/01_sums_no/start.qu",
        "",
    );
    write(
        root.path(),
        "programs/quill_refused/01_sums_no/start.stderr",
        "",
    );
    let program = |name: &str| Program {
        name: name.to_owned(),
        language: &FOUR[3],
    };
    let of_quill = |programs: BTreeSet<Program>| -> Vec<Program> {
        let programs = programs.into_iter();
        programs.filter(|one| *one.language == QUILL).collect()
    };
    assert_eq!(
        of_quill(program::all(root.path(), FOUR).unwrap()),
        [program("01_sums"), program("01_sums_cheat")]
    );
    let refused = [program("01_sums_no")];
    assert_eq!(
        of_quill(program::refusals(root.path(), FOUR).unwrap()),
        refused
    );
    let known = program::refusals_known(root.path(), FOUR).unwrap();
    assert_eq!(of_quill(known), refused);
    assert_eq!(of_quill(program::all(root.path(), ALL).unwrap()), []);
}

/// The rules hold for the new language: a sound book passes, and each thing that is missing or wrong is found.
#[test]
fn the_rules_hold() {
    let sound = book(&chapter(), "");
    assert_eq!(told(sound.path(), FOUR), "");
    let names = listed(FOUR.iter().map(|language| language.name), "or");
    let wrong_fence = chapter().replacen("```quill", "```qu", 1);
    let wrong_part = chapter().replacen("start.qu:main", "start.qu:gone", 1);
    for (chapter, without, found) in [
        (
            chapter(),
            "programs/quill/01_sums/start.qu",
            "topic 01_sums has no programs/quill/01_sums/start.qu",
        ),
        (
            chapter().replacen(&block("01_sums"), "", 1),
            "",
            "programs/quill/01_sums/start.qu: no chapter shows this",
        ),
        (wrong_fence, "", "`qu` is no language"),
    ] {
        let told = told(book(&chapter, without).path(), FOUR);
        assert!(told.contains(found), "{found}: {told}");
    }
    let wrong_fence = chapter().replacen("```quill", "```qu", 1);
    assert!(told(book(&wrong_fence, "").path(), FOUR).contains(&format!("write {names}")));
    let problems = manuscript::check::check(book(&wrong_part, "").path(), FOUR).unwrap();
    let gone = "has no `ANCHOR: gone`";
    assert!(problems.iter().any(|problem| problem.what.contains(gone)));

    let refused = book(&chapter(), "");
    write(
        refused.path(),
        "programs/quill_refused/01_sums_no/start.qu",
        "",
    );
    let told = told(refused.path(), FOUR);
    assert!(
        told.contains("01_sums_no/start.qu has no .stderr"),
        "{told}"
    );
}

/// A language that no topic must have may be missing, and what there is of it has a transcript like any other program.
#[test]
fn a_language_can_be_optional() {
    let without = book(&sound_chapter(), "programs/quill/01_sums/start.qu");
    let cheat = without.path().join("programs/quill/01_sums_cheat");
    fs::remove_dir_all(cheat).unwrap();
    assert_eq!(told(without.path(), OPTIONAL), "");
    let missing = told(without.path(), FOUR);
    assert!(
        missing.contains("topic 01_sums has no programs/quill"),
        "{missing}"
    );

    write(without.path(), "programs/quill/01_sums_more/start.qu", "");
    let unsaid = told(without.path(), OPTIONAL);
    assert!(
        unsaid.contains("01_sums_more has no transcript"),
        "{unsaid}"
    );
}

/// The page has the program whole, its anchors blank, in a tab of its own, with the transcript that all languages share; its scripts
/// get the title and the command, and the sheet has a column. Without the entry in the table there is nothing of this.
#[test]
fn pages_show_it() {
    let root = book(&chapter(), "");
    let pages = tempfile::tempdir().unwrap();
    let render = |languages: &'static [Language], page: &str| {
        let mut manuscript = Manuscript::load_with(root.path(), languages).unwrap();
        manuscript.render(pages.path(), Audience::Public).unwrap();
        Html::parse_document(&fs::read_to_string(pages.path().join(page)).unwrap())
    };
    let texts = |page: &Html, selector: &str| -> Vec<String> {
        let found = Selector::parse(selector).unwrap();
        page.select(&found)
            .map(|one| one.text().collect())
            .collect()
    };
    const PROGRAM: &str = "code.language-quill.program-01_sums";
    const DATA: &str = "script.course-languages";

    let page = render(FOUR, "01_sums.html");
    assert_eq!(texts(&page, "button[data-tabname=Quill]"), ["Quill"]);
    let shown = texts(&page, &format!("[data-tabname=Quill] {PROGRAM}"));
    let expected = text::program(SOURCE, FOUR);
    assert_eq!(
        expected,
        "hidden\n\nshown\n\n-- ANCHOR_END in a text\nlast\n"
    );
    assert_eq!(shown.len(), 1);
    assert_eq!(format!("{}\n", shown[0].trim_end()), expected);
    let hidden = texts(&page, &format!("{PROGRAM} .boring")).concat();
    assert!(
        hidden.contains("last") && !hidden.contains("shown"),
        "{hidden}"
    );
    assert_eq!(texts(&page, "script.transcript-01_sums"), [r#""4\n""#]);
    let data = texts(&page, DATA).concat();
    let quill = r#""quill":{"command":"quill NAME","indent":"  ","title":"Quill"}"#;
    assert!(data.contains(quill), "{data}");

    let sheet = render(FOUR, "sheet.html");
    let column = ".sheet-lines[aria-label=Quill] code.language-quill";
    assert_eq!(texts(&sheet, column).concat().trim(), "shown");
    assert_eq!(texts(&render(OPTIONAL, "sheet.html"), column), [""; 0]);

    fs::write(
        root.path().join("src/01_sums.md"),
        chapter().replace("start.qu:main", "start.qu"),
    )
    .unwrap();
    let page = render(ALL, "01_sums.html");
    assert_eq!(texts(&page, PROGRAM), [""; 0]);
    assert!(!texts(&page, DATA).concat().contains("quill"));
}

/// A change of the transcript changes the page that shows the program in the new language alone.
#[test]
fn transcripts_are_shared() {
    let only = format!("# Sums\n\n{}", block("01_sums"));
    let root = book(&only, "");
    // Quizzes depend on it in any language.
    fs::remove_dir_all(root.path().join(quizzes::FOLDER)).unwrap();
    let transcript = program::transcript("01_sums");
    let files = |languages| manuscript::sources::files(root.path(), languages).unwrap();
    assert!(files(FOUR).contains(&transcript));
    assert!(!files(ALL).contains(&transcript));
}

/// A language of which the runner has no tool is an error that says where to add one.
#[test]
fn a_missing_tool_is_told() {
    let program = Program {
        name: "01_sums".to_owned(),
        language: &FOUR[3],
    };
    let book = book(&chapter(), "");
    let toolchain = Toolchain::new(book.path()).unwrap();
    let error = toolchain.run(&program, None).unwrap_err().to_string();
    assert!(error.starts_with("Quill has no tool"), "{error}");
}
