//! The file of cards, imported by Anki's own library. Runs only when asked for: `cargo test --test cards -- --ignored`.

use std::fs;
use std::path::Path;
use std::process::Command;

use manuscript::{Audience, Manuscript, quizzes};
use scraper::{Html, Selector};
use serde_json::{Value, json};

/// What two imports of the book's cards make, as .ci/import_cards.py says it.
fn imported(manuscript: &Manuscript) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("interview.txt");
    fs::write(&file, manuscript.cards().unwrap()).unwrap();
    let output = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/import_cards.py"))
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "Anki's library does not import the cards\n  fix: if it is missing, pip install --requirement .ci/requirements.txt\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Each question and each quiz of the book becomes a card of the type Basic, with a front, a back and tags, and no card a second time.
#[test]
#[ignore = "needs Anki's library"]
fn every_question_becomes_a_card() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manuscript = Manuscript::load(root).unwrap();
    let pages = tempfile::tempdir().unwrap();
    manuscript.render(pages.path(), Audience::Public).unwrap();
    let page = fs::read_to_string(pages.path().join("interview.html")).unwrap();
    let question = Selector::parse("main .question").unwrap();
    let questions = Html::parse_document(&page).select(&question).count();
    let quizzes = quizzes::all(root, languages::ALL).unwrap().len();
    assert!(questions > 0 && quizzes > 0);

    let imported = imported(&manuscript);
    assert_eq!(imported["new"], json!([questions + quizzes, 0]));
    let notes = imported["notes"].as_array().unwrap();
    assert_eq!(notes.len(), questions + quizzes);
    for note in notes {
        assert_eq!(note["type"], "Basic");
        for field in ["Front", "Back"] {
            let text = note["fields"][field].as_str().unwrap();
            assert!(!text.trim().is_empty(), "{note}");
        }
        assert_eq!(note["tags"].as_array().unwrap().len(), 2, "{note}");
        // The address of the page.
        let back = note["fields"]["Back"].as_str().unwrap();
        assert!(back.ends_with(".html)</p>"), "{note}");
    }
}

/// What means something to Anki, to HTML or to a file of columns is on the card as it is in the book.
#[test]
#[ignore = "needs Anki's library"]
fn cards_keep_every_character() {
    let answer = "\"Quoted\"; a <b> & an &amp; 'b'; `a\tb`, #c, {{c1::d}}\nnext line\n\n- e;f\n\n```go\n\tx := \"<&>\"; y\n\n\tz // \"\"\n```";
    let chapter = format!(
        "# 01  One\n\n## What to say\n\n````admonish example collapsible=true level=1 title=\"What; a < b & *c*?\"\n{answer}\n\n**Points:**\n- [ ] d\n- [ ] e\n````\n"
    );
    let root = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("book.toml", ""),
        ("src/SUMMARY.md", "- [01  One](01_one.md)\n"),
        ("src/01_one.md", &chapter),
    ] {
        let file = root.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let imported = imported(&Manuscript::load(root.path()).unwrap());
    assert_eq!(imported["new"], json!([1, 0]));
    let note = &imported["notes"][0];
    let shown = |field: &str| {
        let field = note["fields"][field]
            .as_str()
            .unwrap()
            .replace("<br>", "\n");
        let text: String = Html::parse_fragment(&field).root_element().text().collect();
        text
    };
    assert_eq!(shown("Front"), "What; a < b & c?");
    // A tag that an author writes is a tag on the card, too.
    assert_eq!(
        shown("Back"),
        "\"Quoted\"; a  & an & 'b'; a\tb, #c, {{c1::d}} next line  e;f  \tx := \"<&>\"; y\n\n\tz // \"\"\n Points of a good answer  d e  In 01  One (01_one.html)"
    );
    assert_eq!(note["tags"], json!(["01_one", "level-1"]));
}
