//! What a reader sees, types and copies.

use anyhow::{Context, Result};
use browser::{Browser, Pages, first, run};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::SELECT;
use crate::program::{Imitation, Program, TIME_LIMIT, book, focused, keys, leave, replace};

/// A page without `navigator.clipboard`, such as one over plain HTTP from another machine, copies the whole program all the
/// same, and the focus and the selection stay.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn copy_needs_no_secure_page() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Copy").await?;
    let insecure = "Object.defineProperty(navigator, 'clipboard', { value: undefined });
        getSelection().selectAllChildren(document.querySelector('main h1'))";
    run(page, insecure, json!([])).await?;
    let copy = program.button("Copy").await?;
    run(page, "arguments[0].focus()", json!([copy])).await?;
    keys(page, &[Key::Enter.into()]).await?;
    program.button("Copied").await?;
    assert!(focused(page).await?.contains("05_select (Rust)"));
    let selected = run(page, "return getSelection().toString()", json!([])).await?;
    assert!(selected.to_string().contains("Select"), "{selected}");

    let area =
        "document.body.append(Object.assign(document.createElement('textarea'), { id: 'pasted' }));
        document.getElementById('pasted').focus()";
    run(page, area, json!([])).await?;
    keys(page, &[Key::Control.into(), 'v']).await?;
    let pasted = "return document.getElementById('pasted').value";
    let pasted = run(page, pasted, json!([])).await?;
    let pasted = pasted.as_str().unwrap_or_default();
    assert!(pasted.contains("use std::thread;") && pasted.contains("select! {"));
    leave(browser).await
}

/// Two copies of the book on one host share neither edits nor answers. An edit from before keys had a path moves to the copy
/// that is opened first.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn copies_of_the_book_share_nothing() -> Result<()> {
    let host = tempfile::tempdir()?;
    for copy in ["course", "course2"] {
        std::os::unix::fs::symlink(book()?, host.path().join(copy))?;
    }
    let pages = Pages::serve(host.path())?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let note = async |folder: &str| -> Result<String> {
        let page = browser.go(&format!("{folder}/{SELECT}")).await?;
        let program = Program::new(page, "05_select", "Rust");
        Ok(first(page, &program.within(".play-edited"))
            .await?
            .text()
            .await?)
    };
    let page = browser.go(&format!("course/{SELECT}")).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.edit("fn main() {}").await?;
    assert_eq!(note("course").await?, "Edited");
    assert_eq!(note("course2").await?, "");

    let older = "localStorage.clear();
        localStorage['course-edit-05_select.html-05_select-rust'] = JSON.stringify({ text: 'old', book: '' });
        localStorage['course-interview'] = JSON.stringify({ 'a-question': 'knew' })";
    run(page, older, json!([])).await?;
    assert!(note("course2").await?.starts_with("Edited"));
    assert_eq!(note("course").await?, "");

    browser.go("course2/interview.html").await?;
    let page = browser.go("course/interview.html").await?;
    let keys =
        "return Object.keys(localStorage).filter((key) => key.startsWith('course-interview'))";
    let kept = run(page, keys, json!([])).await?;
    assert_eq!(kept, json!(["course-interview-/course2/"]));

    let mut addresses = Vec::new();
    for address in ["course/", "course/index.html"] {
        let page = browser.go(address).await?;
        addresses.push(run(page, "return course.page", json!([])).await?);
    }
    assert_eq!(addresses, ["/course/", "/course/"]);
    leave(browser).await
}

/// Code that scrolls sideways goes behind the line numbers, in every theme.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn line_numbers_cover_the_code() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.edit(&format!("// {}", "long ".repeat(100))).await?;
    let seen = "const [css, theme] = arguments;
        document.documentElement.className = `${theme} js`;
        const editor = document.querySelector(css);
        const gutter = editor.querySelector('.cm-gutters');
        const scroller = editor.querySelector('.cm-scroller');
        scroller.scrollLeft = 500;
        const { left, top } = gutter.getBoundingClientRect();
        const style = getComputedStyle(gutter);
        const ground = getComputedStyle(editor).backgroundColor;
        const opaque = /^rgb\\(/.test(ground) && style.backgroundColor === ground && style.opacity === '1';
        const above = gutter.contains(document.elementFromPoint(left + 3, top + 15));
        return scroller.scrollLeft > 0 && opaque && above";
    for theme in ["light", "rust", "coal", "navy", "ayu"] {
        let editor = program.within(".play-editor");
        let covers = run(page, seen, json!([editor, theme])).await?;
        assert_eq!(covers, json!(true), "{theme}");
    }
    leave(browser).await
}

/// Whether the element is between the menu bar and the lower end of the window, once the page has drawn what it was asked for.
async fn is_seen(page: &Client, css: &str) -> Result<bool> {
    let seen = "const [css, tell] = arguments;
        requestAnimationFrame(() => requestAnimationFrame(() => {
            const box = document.querySelector(css).getBoundingClientRect();
            const menu = document.getElementById('mdbook-menu-bar').getBoundingClientRect();
            tell(box.top >= Math.max(menu.bottom, 0) - 1 && box.bottom <= innerHeight + 1);
        }))";
    let seen = page.execute_async(seen, vec![json!(css)]).await?;
    Ok(seen == json!(true))
}

/// Presses a key, and leaves it to the page to scroll: to send keys to an element scrolls by itself.
async fn press(page: &Client, key: char) -> Result<()> {
    let press = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    Ok(page.perform_actions(press).await?)
}

/// Whoever opens the editor by keyboard, far below the first line, sees the cursor, and sees it wherever it goes.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_cursor_stays_in_sight() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    page.set_window_size(1000, 500).await?;
    let program = Program::new(page, "05_select", "Rust");
    let button = program.button("Edit").await?;
    let far = "arguments[0].focus(); arguments[0].scrollIntoView({ block: 'start', behavior: 'instant' });
        scrollBy({ top: -100, behavior: 'instant' })";
    run(page, far, json!([button])).await?;
    press(page, Key::Enter.into()).await?;
    let line = program.within(".cm-focused .cm-activeLine");
    first(page, &line).await?;
    assert!(is_seen(page, &line).await?, "at first");
    press(page, 'x').await?;
    assert!(is_seen(page, &line).await?, "after a letter");
    for key in [Key::Down, Key::Up] {
        for _ in 0..80 {
            press(page, key.into()).await?;
        }
        assert!(is_seen(page, &line).await?, "after {key:?}");
    }
    leave(browser).await
}

/// Control and Enter in a long program bring its result into sight; a result that is in sight moves nothing.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_result_comes_into_sight() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.press("Edit").await?;
    first(page, &program.within(".cm-focused")).await?;
    replace(page, &"// a long program\n".repeat(120)).await?;
    keys(page, &[Key::Control.into(), Key::Home.into()]).await?;
    let result = program.within(".play-result");
    for text in ["a\n", "a\nb\nc\n"] {
        let server = Imitation::open(page).await?;
        let at_first = run(page, "return scrollY", json!([])).await?;
        keys(page, &[Key::Control.into(), Key::Enter.into()]).await?;
        first(page, &program.within(".play-running")).await?;
        server.print("stdout", text, 1).await?;
        server.end(json!({ "kind": "exit", "code": 0 })).await?;
        program.ended().await?;
        assert!(is_seen(page, &result).await?, "{text}");
        let now = run(page, "return scrollY", json!([])).await?;
        assert_ne!(at_first, now);
    }
    let server = Imitation::open(page).await?;
    let before = run(page, "return scrollY", json!([])).await?;
    keys(page, &[Key::Control.into(), Key::Enter.into()]).await?;
    server.print("stdout", "a\nb\nc\n", 100).await?;
    server.end(json!({ "kind": "exit", "code": 0 })).await?;
    program.ended().await?;
    assert!(is_seen(page, &result).await?);
    assert_eq!(run(page, "return scrollY", json!([])).await?, before);
    leave(browser).await
}

/// While a program waits and runs, the page says for how long, and out of how much.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_seconds_are_counted() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    let server = Imitation::open(page).await?;
    program.press("Run").await?;
    let says = async |words: &str, more: &str| -> Result<()> {
        let verdict = format!(
            "//*[contains(@class, 'play-verdict')][contains(., '{words}')][contains(., '{more}')]"
        );
        let wait = page.wait().at_most(TIME_LIMIT);
        let found = wait.for_element(Locator::XPath(&verdict)).await;
        found.map(|_| ()).with_context(|| format!("{words} {more}"))
    };
    let queued = |place: u32| -> Value { json!({ "event": "queued", "place": place }) };
    server.tell(queued(3)).await?;
    says("In the queue, at place 3 … ", " s").await?;
    server.tell(queued(2)).await?;
    says("In the queue, at place 2 … ", " s").await?;
    server.tell(json!({ "event": "started" })).await?;
    says("Running … ", " of 10 s").await?;
    server.end(json!({ "kind": "exit", "code": 0 })).await?;
    program.ended().await?;
    leave(browser).await
}
