//! theme/index.hbs and theme/toc.html.hbs are mdBook's own templates with a few lines changed.

use std::fs;
use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;

/// What theme/index.hbs has in the place of mdBook's lines: a link to the text, a button for the table of contents that the
/// keyboard reaches (and the label where there are no scripts), and landmarks around all that a page says.
#[rustfmt::skip] // The indentation is the template's.
const CHANGES: [(&str, &str); 11] = [
    (
        r##"        <!-- Book generated using mdBook -->
"##,
        r##"        <!-- Book generated using mdBook -->
        {{!-- mdBook's own template with a few lines changed, so that the pages are valid HTML and reachable by keyboard:
              crates/manuscript/tests/template.rs names the lines, and says how to follow a newer mdBook. --}}
"##,
    ),
    (
        r##"    <body>
"##,
        r##"    <body>
    <a id="skip-link" href="#mdbook-content">Skip to the text</a>
"##,
    ),
    (
        r##"        <div id="mdbook-help-popup">
            <h2 class="mdbook-help-title">Keyboard shortcuts</h2>
"##,
        r##"        <div id="mdbook-help-popup" role="dialog" aria-labelledby="mdbook-help-title">
            <h2 id="mdbook-help-title" class="mdbook-help-title">Keyboard shortcuts</h2>
"##,
    ),
    (
        r##"                <div id="mdbook-menu-bar" class="menu-bar sticky">
"##,
        r##"                <header id="mdbook-menu-bar" class="menu-bar sticky">
"##,
    ),
    (
        r##"                        <label id="mdbook-sidebar-toggle" class="icon-button" for="mdbook-sidebar-toggle-anchor" title="Toggle Table of Contents" aria-label="Toggle Table of Contents" aria-controls="mdbook-sidebar">
"##,
        r##"                        <button id="mdbook-sidebar-toggle" class="icon-button" type="button" title="Toggle Table of Contents" aria-label="Toggle Table of Contents" aria-expanded="false" aria-controls="mdbook-sidebar">
"##,
    ),
    (
        r##"                        </label>
"##,
        r##"                        </button>
                        <noscript>
                            <label class="icon-button" for="mdbook-sidebar-toggle-anchor" title="Toggle Table of Contents">
                                {{fa "solid" "bars"}}
                            </label>
                        </noscript>
"##,
    ),
    (
        r##"                    <h1 class="menu-title">{{ book_title }}</h1>
"##,
        r##"                    <div class="menu-title">{{ book_title }}</div>
"##,
    ),
    (
        r##"                        {{/if}}

                    </div>
                </div>
"##,
        r##"                        {{/if}}

                    </div>
                </header>
"##,
    ),
    (
        r##"                <div id="mdbook-search-wrapper" class="hidden">
"##,
        r##"                <div id="mdbook-search-wrapper" class="hidden" role="search">
"##,
    ),
    (
        r##"                            <input type="search" id="mdbook-searchbar" name="searchbar" placeholder="Search this book ..." aria-controls="mdbook-searchresults-outer" aria-describedby="searchresults-header">
"##,
        r##"                            <input type="search" id="mdbook-searchbar" name="searchbar" placeholder="Search this book ..." aria-label="Search this book" aria-controls="mdbook-searchresults-outer" aria-describedby="mdbook-searchresults-header">
"##,
    ),
    (
        r##"                <div id="mdbook-content" class="content">
"##,
        r##"                <div id="mdbook-content" class="content" tabindex="-1">
"##,
    ),
];

/// theme/index.hbs is mdBook's template with these changes and no others. When mdBook's template changes, this fails: copy the
/// new template over theme/index.hbs, make these changes again, and write here what they have become.
#[test]
fn the_page_follows_mdbook() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = MDBook::init(folder.path());
    book.copy_theme(true).build().unwrap();
    let mut expected = fs::read_to_string(folder.path().join("theme/index.hbs")).unwrap();
    for (theirs, ours) in CHANGES {
        assert_eq!(expected.matches(theirs).count(), 1, "{theirs}");
        expected = expected.replace(theirs, ours);
    }
    let template = fs::read_to_string(theme().join("index.hbs")).unwrap();
    assert_eq!(template, expected);
}

/// theme/toc.html.hbs is mdBook's template with a title, which HTML demands: a book has the same table of contents without it.
#[test]
fn the_contents_follow_mdbook() {
    let folder = tempfile::tempdir().unwrap();
    let contents = |book: MDBook| {
        book.build().unwrap();
        fs::read_to_string(folder.path().join("book/toc.html")).unwrap()
    };
    let theirs = contents(MDBook::init(folder.path()).build().unwrap());
    fs::create_dir(folder.path().join("theme")).unwrap();
    fs::copy(
        theme().join("toc.html.hbs"),
        folder.path().join("theme/toc.html.hbs"),
    )
    .unwrap();
    let ours = contents(MDBook::load(folder.path()).unwrap());
    let title = "        <title>Table of contents</title>\n";
    assert_eq!(ours.matches(title).count(), 1);
    assert_eq!(ours.replace(title, ""), theirs);
}

/// The templates of the course.
fn theme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../theme")
}
