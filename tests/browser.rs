//! The book in a real browser. Runs only when asked for: `cargo test --test browser -- --ignored`.

#[path = "browser/beside.rs"]
mod beside;
#[path = "browser/mock.rs"]
mod mock;
#[path = "browser/quizzes.rs"]
mod quizzes;
#[path = "browser/reach.rs"]
mod reach;
#[path = "browser/search.rs"]
mod search;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result, ensure};
use browser::{Browser, Pages, first, run};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use manuscript::{Audience, Manuscript};
use serde_json::{Value, json};

/// Two neighbouring chapters; the first one has every construct that a chapter may have.
const CHAPTER: &str = "02_channels_basics.html";
const NEXT_CHAPTER: &str = "03_buffered_channels.html";

const LANGUAGES: &str = ".mdbook-tabs-container[data-tabglobal=language]";

/// Tabs of one group switch together, and stay switched on the next page and after a reload.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn tabs_switch_together_and_are_remembered() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(CHAPTER).await?;
    assert_eq!(languages_shown(page).await?, json!(["Rust"]));

    first(page, &format!("{LANGUAGES} [data-tabname=Go]"))
        .await?
        .click()
        .await?;
    assert_eq!(languages_shown(page).await?, json!(["Go"]));

    let page = browser.go(NEXT_CHAPTER).await?;
    assert_eq!(languages_shown(page).await?, json!(["Go"]));
    page.refresh().await?;
    assert_eq!(languages_shown(page).await?, json!(["Go"]));
    browser.close().await
}

/// The languages that are on screen, among the tabs that have Go.
async fn languages_shown(page: &Client) -> Result<Value> {
    let shown = "const panels = [...document.querySelectorAll(arguments[0])]
            .filter((group) => group.querySelector('[data-tabname=Go]'))
            .flatMap((group) => [...group.querySelectorAll('.mdbook-tab-content')])
            .filter((panel) => panel.checkVisibility());
        return [...new Set(panels.map((panel) => panel.dataset.tabname))]";
    run(page, shown, json!([LANGUAGES])).await
}

/// Arrows, Home and End move within the tabs, one of which the tab key reaches; elsewhere arrows turn mdBook's pages.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn tabs_obey_the_keyboard() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(CHAPTER).await?;
    let here = page.current_url().await?;
    first(page, &format!("{LANGUAGES} [role=tab]"))
        .await?
        .click()
        .await?;
    for (key, expected) in [
        (Key::Right, "Go"),
        (Key::End, "Python"),
        (Key::Right, "Rust"),
        (Key::Left, "Python"),
        (Key::Home, "Rust"),
    ] {
        let focused = page.active_element().await?;
        focused.send_keys(&char::from(key).to_string()).await?;
        let state = run(
            page,
            "const tab = document.activeElement;
             const tabs = [...tab.parentElement.querySelectorAll('[role=tab]')];
             const panel = document.getElementById(tab.getAttribute('aria-controls'));
             return [
                tab.dataset.tabname,
                tabs.filter((tab) => tab.tabIndex === 0).length,
                tabs.filter((tab) => tab.ariaSelected === 'true').length,
                tab.ariaSelected,
                panel.role,
                panel.checkVisibility(),
             ]",
            json!([]),
        );
        let expected = json!([expected, 1, 1, "true", "tabpanel", true]);
        assert_eq!(state.await?, expected, "after {key:?}");
    }
    assert_eq!(page.current_url().await?, here);

    run(page, "document.activeElement.blur()", json!([])).await?;
    let body = first(page, "body").await?;
    body.send_keys(&char::from(Key::Right).to_string()).await?;
    let next = here.join(NEXT_CHAPTER)?;
    page.wait().for_url(&next).await?;
    browser.close().await
}

/// Where programs above grow or shrink, the tab that was clicked stays where it is on the screen.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn switching_does_not_move_the_page() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(CHAPTER).await?;
    let all = format!("{LANGUAGES} > nav > [data-tabname=Python]");
    let tabs = page.find_all(Locator::Css(&all)).await?;
    let tab = tabs.last().context("no tab is named Python")?;
    run(
        page,
        "arguments[0].scrollIntoView({ block: 'center' });
         // Chromium would hold the page in place by itself; not every browser does.
         document.documentElement.style.overflowAnchor = 'none'",
        json!([tab]),
    )
    .await?;
    let height = "return document.documentElement.scrollHeight";
    let height_before = run(page, height, json!([])).await?;
    let top = "return arguments[0].getBoundingClientRect().top";
    let top_before = run(page, top, json!([tab])).await?;

    tab.click().await?;
    assert_ne!(run(page, height, json!([])).await?, height_before);
    let moved = page
        .execute_async(
            "const [tab, before, done] = arguments;
             requestAnimationFrame(() => requestAnimationFrame(() =>
                done(Math.abs(tab.getBoundingClientRect().top - before))));",
            vec![json!(tab), top_before],
        )
        .await?;
    assert!(moved.as_f64() < Some(1.5), "the tab moved by {moved} px");
    browser.close().await
}

/// Without JavaScript no tab is folded away, each stands under its name, and there are no buttons that do nothing.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn without_scripts_every_tab_is_shown() -> Result<()> {
    let browser = open(json!({
        "prefs": { "profile.managed_default_content_settings.javascript": 2 }
    }))
    .await?;
    let page = browser.go(CHAPTER).await?;
    let class = first(page, "html").await?.attr("class").await?;
    ensure!(
        !class.unwrap_or_default().contains("js"),
        "the page's own scripts did run"
    );
    let panels = page.find_all(Locator::Css(".mdbook-tab-content")).await?;
    assert!(panels.len() > 3);
    for panel in panels {
        assert!(panel.is_displayed().await?);
        let title = "const [panel] = arguments; return getComputedStyle(panel, '::before').content";
        let name = panel.attr("data-tabname").await?.unwrap_or_default();
        let titled = run(page, title, json!([panel])).await?;
        assert_eq!(titled, json!(format!("{name:?}")));
    }
    for tab in page.find_all(Locator::Css(".mdbook-tab")).await? {
        assert!(!tab.is_displayed().await?);
    }
    browser.close().await
}

/// At 360 px, with all answers unfolded, every page fits: only code and tables scroll, each on its own.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn every_page_fits_a_phone() -> Result<()> {
    let browser = open(json!({
        "mobileEmulation": { "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2 } }
    }))
    .await?;
    for name in pages(book()?)? {
        let page = browser.go(&name).await?;
        let overflowing = run(
            page,
            "document.querySelectorAll('details').forEach((folded) => folded.open = true);
             const content = document.querySelector('.content');
             const right = content.getBoundingClientRect().left + content.clientWidth;
             const scrolls = (element) => element !== content && element !== null
                && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
             const fits = [document.documentElement, content, document.querySelector('.page')]
                .every((box) => box.scrollWidth <= box.clientWidth);
             return fits ? [] : ['the page', ...[...content.querySelectorAll('*')]
                .filter((element) => element.getBoundingClientRect().right > right + 0.5 && !scrolls(element))
                .map((element) => element.outerHTML.slice(0, 120))]",
            json!([]),
        )
        .await?;
        assert_eq!(overflowing, json!([]), "{name} is wider than 360 px");
        let width = run(page, "return innerWidth", json!([])).await?;
        assert_eq!(width, json!(360), "{name}");
    }
    browser.close().await
}

/// The search finds a word of a chapter, and leads to it.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn search_finds_a_word() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go("index.html").await?;
    search(page).await?;
    browser.close().await
}

async fn search(page: &Client) -> Result<()> {
    first(page, "#mdbook-search-toggle").await?.click().await?;
    let bar = first(page, "#mdbook-searchbar").await?;
    bar.send_keys("rendezvous").await?;
    let results = format!("#mdbook-searchresults a[href*='{CHAPTER}']");
    first(page, &results).await?.click().await?;
    first(page, &format!("a[href*='{NEXT_CHAPTER}']")).await?;
    assert!(page.current_url().await?.path().ends_with(CHAPTER));
    Ok(())
}

/// The reader can change the theme, and a picture takes its colour.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn pictures_follow_the_theme() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(CHAPTER).await?;
    let colours = "const colour = (selector, property) =>
            getComputedStyle(document.querySelector(selector))[property];
        return [colour('main svg[role=img] text', 'fill'), colour('main', 'color')]";
    let mut seen = BTreeSet::new();
    for theme in ["light", "rust", "coal", "navy", "ayu"] {
        first(page, "#mdbook-theme-toggle").await?.click().await?;
        let button = format!("#mdbook-theme-{theme}");
        first(page, &button).await?.click().await?;
        first(page, &format!("html.{theme}")).await?;
        let [picture, text]: [String; 2] =
            serde_json::from_value(run(page, colours, json!([])).await?)?;
        assert_eq!(picture, text, "under the theme {theme}");
        seen.insert(text);
        first(page, "#mdbook-theme-toggle").await?.click().await?;
    }
    assert_eq!(seen.len(), 5);
    browser.close().await
}

/// The lines that a program hides are coloured like the others, and shown at a click.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn hidden_lines_can_be_shown() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(CHAPTER).await?;
    let line = first(page, ".language-rust .boring:has(.hljs-keyword)").await?;
    assert!(!line.is_displayed().await?);
    run(
        page,
        "arguments[0].closest('pre').querySelector('[title=\"Show hidden lines\"]').click()",
        json!([line]),
    )
    .await?;
    assert!(line.is_displayed().await?);
    browser.close().await
}

/// No page asks anybody but its own server for anything, and no script fails.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn pages_keep_to_themselves() -> Result<()> {
    let browser = open(json!({})).await?;
    for name in pages(book()?)? {
        let page = browser.go(&name).await?;
        let asked = run(
            page,
            "return performance.getEntriesByType('resource')
                .map((entry) => new URL(entry.name))
                .filter((url) => url.protocol.startsWith('http'))
                .filter((url) => url.host !== location.host)
                .map((url) => url.href)",
            json!([]),
        );
        assert_eq!(asked.await?, json!([]), "{name} loads from elsewhere");
        let errors = run(page, "return window.errors", json!([]));
        assert_eq!(errors.await?, json!([]), "{name} has a script that fails");
    }
    browser.close().await
}

/// Opened from disk, without a server, the pages have their styles, tabs and search.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_book_works_from_disk() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = &browser.client;
    page.goto(&format!("file://{}", book()?.join(CHAPTER).display()))
        .await?;
    first(page, &format!("{LANGUAGES} [data-tabname=Go]"))
        .await?
        .click()
        .await?;
    assert_eq!(languages_shown(page).await?, json!(["Go"]));
    let line = first(page, ".language-rust .hljs-keyword").await?;
    assert_ne!(
        line.css_value("color").await?,
        first(page, "main").await?.css_value("color").await?
    );
    search(page).await?;
    browser.close().await
}

/// A preview says why the sources are broken until they are mended, and loads the page anew after another build.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_preview_follows_the_sources() -> Result<()> {
    let folder = tempfile::tempdir()?;
    root_manuscript()?.render(folder.path(), Audience::Author)?;
    let pages = Pages::serve(folder.path())?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(CHAPTER).await?;

    pages.say(json!({ "build": 1, "broken": "src/05_select.md:7: no such anchor" }));
    let alert = "//*[@role='alert'][contains(., 'src/05_select.md:7')]";
    page.wait().for_element(Locator::XPath(alert)).await?;
    pages.say(json!({ "build": 1, "broken": null }));
    first(page, "body:not(:has([role=alert]))").await?;

    run(page, "document.body.id = 'old'", json!([])).await?;
    pages.say(json!({ "build": 2, "broken": null }));
    first(page, "body:not(#old)").await?;
    browser.close().await
}

/// A browser on the published book, with these options.
async fn open(options: Value) -> Result<Browser> {
    Browser::open(&Pages::serve(book()?)?.address(), options).await
}

/// The published book, rendered once for all tests.
fn book() -> Result<&'static Path> {
    static BOOK: OnceLock<Result<PathBuf>> = OnceLock::new();
    let book = BOOK.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
        root_manuscript()?.render(&folder, Audience::Public)?;
        Ok(folder)
    });
    book.as_deref()
        .map_err(|error| anyhow::anyhow!("{error:#}"))
}

fn root_manuscript() -> Result<Manuscript> {
    Manuscript::load(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// The names of all pages; toc.html is no page, but a part of those without scripts.
fn pages(book: &Path) -> Result<BTreeSet<String>> {
    let mut pages = BTreeSet::new();
    for entry in fs::read_dir(book)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".html") && name != "toc.html" {
            pages.insert(name);
        }
    }
    Ok(pages)
}
