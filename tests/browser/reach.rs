//! What a keyboard, a phone and a printer reach.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use browser::{Browser, first, run};
use fantoccini::Client;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::{CHAPTER, NEXT_CHAPTER, book, open, pages};

/// A browser window, as large as this within its frame.
async fn resize(browser: &Browser, width: u32, height: u32) -> Result<()> {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    let resized = browser.devtools("Emulation.setDeviceMetricsOverride", size);
    resized.await.map(drop)
}

/// Presses a key where the focus is.
async fn press(page: &Client, key: Key) -> Result<()> {
    let focused = page.active_element().await?;
    Ok(focused.send_keys(&char::from(key).to_string()).await?)
}

/// On every page, Tab stops at the code and the tables that scroll, and at no others: also in the tabs and the folded answers that
/// were closed, and after the window has changed its size.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn what_scrolls_gets_the_focus() -> Result<()> {
    let browser = open(json!({})).await?;
    let wrong = "const done = arguments[0];
         document.querySelectorAll('details').forEach((folded) => folded.open = true);
         document.querySelector('[data-tabname=Go]')?.click();
         const blocks = [...document.querySelectorAll('.content pre > code, .content .table-wrapper')]
            .filter((block) => block.checkVisibility());
         const scrolls = (block) => block.scrollWidth > block.clientWidth || block.scrollHeight > block.clientHeight;
         // The browser says in a later frame what has changed its size.
         const look = (frames) => {
            const wrong = blocks.filter((block) => scrolls(block) !== (block.tabIndex === 0));
            wrong.length && frames ? requestAnimationFrame(() => look(frames - 1))
                : done([wrong.map((block) => block.outerHTML.slice(0, 120)), blocks.filter(scrolls).length]);
         };
         look(600);";
    let mut scrolling = 0;
    for name in pages(book()?)? {
        // The same in all of its parts.
        if name == "print.html" {
            continue;
        }
        browser.go(&name).await?;
        for width in [360, 1300] {
            resize(&browser, width, 800).await?;
            let found = browser.client.execute_async(wrong, vec![]).await?;
            assert_eq!(found[0], json!([]), "{name}, {width} px");
            scrolling += found[1].as_u64().unwrap_or_default();
        }
    }
    assert!(scrolling > 100, "{scrolling}");
    browser.close().await
}

/// The arrows scroll a program that has the focus, and do not turn the page.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn arrows_scroll_a_program() -> Result<()> {
    let browser = open(json!({})).await?;
    resize(&browser, 360, 740).await?;
    let page = browser.go(CHAPTER).await?;
    let here = page.current_url().await?;
    first(page, "pre > code[tabindex='0']").await?;
    let focus = "document.querySelector('pre > code[tabindex=\"0\"]').focus()";
    run(page, focus, json!([])).await?;
    press(page, Key::Right).await?;
    let scrolled = "const done = arguments[0], code = document.activeElement;
         const look = () => code.scrollLeft > 0 ? done([code.role, code.ariaLabel]) : requestAnimationFrame(look);
         look()";
    let name = page.execute_async(scrolled, vec![]).await?;
    assert_eq!(name, json!(["group", "Rust program, scrolls"]));
    press(page, Key::Left).await?;
    assert_eq!(page.current_url().await?, here);
    browser.close().await
}

/// The first stop of Tab is a link to the text, which is seen only there, and leads past the table of contents; on the page for
/// addresses that do not exist, too.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_skip_link_leads_to_the_text() -> Result<()> {
    let browser = open(json!({})).await?;
    for name in [CHAPTER, "404.html"] {
        let page = browser.go(name).await?;
        let link = "const link = document.getElementById('skip-link');
            return [link.getBoundingClientRect().bottom > 0, document.activeElement === link]";
        assert_eq!(run(page, link, json!([])).await?, json!([false, false]));
        press(page, Key::Tab).await?;
        assert_eq!(run(page, link, json!([])).await?, json!([true, true]));
        press(page, Key::Enter).await?;
        first(page, ".content:focus").await?;
        assert!(page.current_url().await?.path().ends_with(name));
        press(page, Key::Tab).await?;
        let within = "return document.activeElement.closest('.content') !== null";
        assert_eq!(run(page, within, json!([])).await?, json!(true));
    }
    browser.close().await
}

/// The table of contents opens and closes by the keyboard, and says so. What has slid away is not reached.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_contents_open_by_keyboard() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(CHAPTER).await?;
    let state = "const toggle = document.getElementById('mdbook-sidebar-toggle');
        const contents = document.getElementById('mdbook-sidebar');
        toggle.focus();
        return [toggle.ariaExpanded, contents.inert, document.documentElement.classList.contains('sidebar-visible')]";
    let (open, closed) = (json!(["true", false, true]), json!(["false", true, false]));
    assert_eq!(run(page, state, json!([])).await?, open);
    press(page, Key::Enter).await?;
    assert_eq!(run(page, state, json!([])).await?, closed);
    first(page, "#mdbook-sidebar[style*='display: none']").await?;
    press(page, Key::Enter).await?;
    assert_eq!(run(page, state, json!([])).await?, open);
    // It slides in, and is not seen before it has arrived.
    let arrived = "const contents = document.getElementById('mdbook-sidebar');
        return Promise.all(contents.getAnimations().map((sliding) => sliding.finished)).then(() => {
            const { left, width } = contents.querySelector('a').getBoundingClientRect();
            return left >= 0 && width > 0;
        })";
    assert_eq!(run(page, arrived, json!([])).await?, json!(true));
    browser.close().await
}

/// Without JavaScript the table of contents opens, too.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn without_scripts_the_contents_open() -> Result<()> {
    let browser = open(json!({
        "prefs": { "profile.managed_default_content_settings.javascript": 2 }
    }))
    .await?;
    let page = browser.go(NEXT_CHAPTER).await?;
    let left =
        "return document.getElementById('mdbook-sidebar').getBoundingClientRect().right <= 0";
    assert_eq!(run(page, left, json!([])).await?, json!(true));
    first(page, ".left-buttons label").await?.click().await?;
    first(page, "#mdbook-sidebar-toggle-anchor:checked").await?;
    browser.close().await
}

/// At 360 px no table scrolls. A row of three cells or more is a card: its cells stand beneath each other, each with the name
/// of its column, and can be seen whole.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn tables_fit_a_phone() -> Result<()> {
    let browser = open(json!({})).await?;
    resize(&browser, 360, 740).await?;
    let mut cards = 0;
    for name in pages(book()?)? {
        let page = browser.go(&name).await?;
        let found = run(
            page,
            "document.querySelectorAll('details').forEach((folded) => folded.open = true);
             const tables = [...document.querySelectorAll('.content table')];
             const wide = tables.filter((table) => table.parentElement.scrollWidth > table.parentElement.clientWidth);
             const rows = tables.flatMap((table) => [...table.tBodies[0].rows]).filter((row) => row.cells.length > 2);
             const hidden = rows.flatMap((row) => [...row.cells]).filter((cell) => {
                const { left, right } = cell.getBoundingClientRect();
                return cell.textContent && (left < 0 || right > innerWidth);
             });
             const unnamed = rows.flatMap((row) => [...row.cells].slice(1)).filter((cell) => cell.textContent
                && getComputedStyle(cell, '::before').content !== JSON.stringify(cell.dataset.label));
             const beside = rows.filter((row) => [...row.cells].some((cell, i) => i && cell.textContent
                && cell.getBoundingClientRect().top < row.cells[i - 1].getBoundingClientRect().bottom - 1));
             return [[wide, hidden, unnamed, beside].map((list) => list.map((one) => one.textContent.slice(0, 60))),
                rows.length, document.documentElement.scrollWidth <= innerWidth]",
            json!([]),
        )
        .await?;
        assert_eq!(found[0], json!([[], [], [], []]), "{name}");
        assert_eq!(found[2], json!(true), "{name} is wider than the phone");
        cards += found[1].as_u64().unwrap_or_default();
    }
    assert!(cards > 200, "{cards}");

    let page = browser.go("common_mistakes.html").await?;
    let verdict = "const cell = document.querySelector('table.cards [data-label=Rust]');
        return [cell.textContent, cell.role, cell.parentElement.role, cell.closest('table').role]";
    let expected = json!(["still a bug", "cell", "row", "table"]);
    assert_eq!(run(page, verdict, json!([])).await?, expected);
    browser.close().await
}

/// Whatever the theme, paper is white: every text of a page that is printed from a dark theme has the colour that it has when it is
/// printed from the light one, and so has its ground.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn paper_is_white() -> Result<()> {
    let browser = open(json!({})).await?;
    let media = json!({ "media": "print" });
    for name in [CHAPTER, "quick_revision.html", "rosetta.html"] {
        let page = browser.go(name).await?;
        browser
            .devtools("Emulation.setEmulatedMedia", media.clone())
            .await?;
        let light = colours(page, "light").await?;
        let seen = light.as_array().map_or(0, Vec::len);
        assert!(seen > 300, "{name}: {seen} elements");
        for theme in ["navy", "coal", "ayu", "rust"] {
            let dark = colours(page, theme).await?;
            let pairs = light.as_array().into_iter().flatten();
            let differs = pairs
                .zip(dark.as_array().into_iter().flatten())
                .find(|(a, b)| a != b);
            assert_eq!(differs, None, "{name}, {theme}");
        }
        let ground = "return getComputedStyle(document.documentElement).backgroundColor";
        let white = json!("rgb(255, 255, 255)");
        assert_eq!(run(page, ground, json!([])).await?, white);
    }
    // It still prints, with its grounds.
    let options = json!({ "printBackground": true, "transferMode": "ReturnAsBase64" });
    let pdf = browser.devtools("Page.printToPDF", options).await?;
    let pdf = BASE64_STANDARD.decode(pdf["data"].as_str().unwrap_or_default())?;
    assert!(pdf.starts_with(b"%PDF"));
    browser.close().await
}

/// The colour and the ground of every element of the text that is shown, in this theme of mdBook.
async fn colours(page: &Client, theme: &str) -> Result<Value> {
    let read = "const [theme, done] = arguments;
        document.getElementById(`mdbook-theme-${theme}`).click();
        const read = () => {
            // A theme's colours of programs are loaded when it is first chosen.
            const links = [...document.querySelectorAll('link[rel=stylesheet]')];
            if (!document.documentElement.classList.contains(theme) || !links.every((link) => link.disabled || link.sheet)) {
                return requestAnimationFrame(read);
            }
            document.getAnimations().forEach((animation) => animation.finish());
            done([...document.querySelectorAll('main, main *')]
                .filter((element) => element.checkVisibility() && !element.closest('svg'))
                .map((element) => [`${element.localName}: ${element.textContent.slice(0, 60)}`, getComputedStyle(element)])
                .map(([name, { color, backgroundColor, colorScheme }]) => [name, color, backgroundColor, colorScheme]));
        };
        read()";
    Ok(page.execute_async(read, vec![json!(theme)]).await?)
}

/// On a phone the menu bar stays at the top of the window, and what gets the focus does not lie under it.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_menu_bar_covers_nothing() -> Result<()> {
    let browser = open(json!({})).await?;
    resize(&browser, 360, 740).await?;
    let page = browser.go("interview.html").await?;
    let place = "const done = arguments[1];
        scrollTo({ top: arguments[0], behavior: 'instant' });
        requestAnimationFrame(() => requestAnimationFrame(() =>
            done(document.getElementById('mdbook-menu-bar').getBoundingClientRect().top)))";
    for top in [700, 350, 500, 300] {
        let bar = page.execute_async(place, vec![json!(top)]).await?;
        assert_eq!(bar, json!(0), "after scrolling to {top}");
    }
    // Beneath the question, the focus goes up to it.
    run(
        page,
        "scrollTo({ top: 1e6, behavior: 'instant' })",
        json!([]),
    )
    .await?;
    run(
        page,
        "[...document.querySelectorAll('.interview-desk button')][0].click()",
        json!([]),
    )
    .await?;
    let covered = "const bar = document.getElementById('mdbook-menu-bar').getBoundingClientRect();
        return [document.activeElement.localName, document.activeElement.getBoundingClientRect().top >= bar.bottom]";
    assert_eq!(
        run(page, covered, json!([])).await?,
        json!(["summary", true])
    );
    browser.close().await
}
