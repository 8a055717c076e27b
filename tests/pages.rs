//! What a page gives its reader to play is the program that the tests hold true.

use std::path::Path;

use manuscript::{Edition, Manuscript};
use runner::play;
use runner::program::{Language, Program};
use scraper::{Html, Selector};

/// Each program on the pages is whole: its text, hidden lines included, is that of its file without the marks. Only then is
/// it the one that was built beforehand.
#[test]
fn programs_are_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = tempfile::tempdir().unwrap();
    let mut manuscript = Manuscript::load(root).unwrap();
    manuscript.render(pages.path(), Edition::Published).unwrap();
    // All the pages at once.
    let text = std::fs::read_to_string(pages.path().join("print.html")).unwrap();
    let block = Selector::parse("code[class*='program-']:not(.compile_fail)").unwrap();
    let mut seen = 0;
    for block in Html::parse_document(&text).select(&block) {
        let after = |start: &str| {
            block
                .value()
                .classes()
                .find_map(|class| class.strip_prefix(start))
        };
        let name = after("program-").unwrap().to_owned();
        let language = after("language-").unwrap();
        let language = Language::ALL
            .into_iter()
            .find(|known| known.to_string() == language)
            .unwrap();
        let program = Program { name, language };
        let whole = play::shown(root, &program).unwrap();
        assert_eq!(
            block.text().collect::<String>().trim_end(),
            whole.trim_end(),
            "{program:?}"
        );
        seen += 1;
    }
    assert!(seen > 0);
}
