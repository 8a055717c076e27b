//! The preview in many tabs of a real browser. Runs only when asked for:
//! `cargo test -p server --test tabs_in_browser -- --ignored`.

#[path = "play/server.rs"]
mod server;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use browser::{Browser, first, run};
use fantoccini::wd::{TimeoutConfiguration, WindowHandle};
use fantoccini::{Client, Locator};
use serde_json::json;
use tempfile::TempDir;

use server::Server;

/// More tabs than the six connections that a browser opens to one host.
const TABS: usize = 8;

/// How long a page is waited for on a busy machine.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Eight tabs are open at once: all of them load, *Run* works in the last one, and all of them show the next book, and the one
/// after that.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn eight_tabs() -> Result<()> {
    let course = Course::start()?;
    let browser = course.browser().await?;
    let mut tabs = vec![browser.client.window().await?];
    while tabs.len() < TABS {
        tabs.push(browser.client.new_window(true).await?.handle);
    }
    for tab in &tabs {
        browser.client.switch_to_window(tab.clone()).await?;
        browser.go("one.html").await?;
        shows(&browser.client, "first words").await?;
    }
    plays(&browser.client).await?;
    for words in ["second words", "third words"] {
        course.save(words)?;
        all_show(&browser.client, &tabs, words).await?;
    }
    plays(&browser.client).await?;

    course.save("```rust\nfn main() {}")?;
    for tab in &tabs {
        browser.client.switch_to_window(tab.clone()).await?;
        wait_for(&browser.client, "[role=alert] pre").await?;
    }
    leave(browser).await
}

/// A tab that comes later learns at once that the sources are broken, and a tab that was left and is opened again from the
/// history shows the newest book.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn late_tabs() -> Result<()> {
    let course = Course::start()?;
    let browser = course.browser().await?;
    let page = browser.go("one.html").await?;
    shows(page, "first words").await?;
    browser.go("two.html").await?;
    shows(page, "another chapter").await?;
    course.save("second words")?;
    wait_for(page, "html[data-build='2']").await?;
    page.back().await?;
    shows(page, "second words").await?;

    course.save("```rust\nfn main() {}")?;
    wait_for(page, "[role=alert] pre").await?;
    let late = page.new_window(true).await?.handle;
    page.switch_to_window(late).await?;
    browser.go("one.html").await?;
    wait_for(page, "[role=alert] pre").await?;
    leave(browser).await
}

/// Where there is no shared worker, a hidden tab does not listen; when it is shown again it shows the newest book at once.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn hidden_tabs_without_a_shared_worker() -> Result<()> {
    let course = Course::start()?;
    let browser = course.browser().await?;
    let script = "delete window.SharedWorker;
        window.streams = [];
        window.EventSource = class extends EventSource {
            constructor(url) { super(url); window.streams.push(this); }
        };
        Object.defineProperty(document, 'hidden', { get: () => Boolean(window.away) });
        window.go = (away) => {
            window.away = away;
            document.dispatchEvent(new Event('visibilitychange'));
            return window.streams.map((stream) => stream.readyState !== EventSource.CLOSED);
        };";
    let parameters = json!({ "source": script });
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
        .await?;
    let page = browser.go("one.html").await?;
    shows(page, "first words").await?;
    let streams = run(page, "return window.go(true)", json!([])).await?;
    assert_eq!(streams, json!([false]));
    course.save("second words")?;
    until_rendered(page, 2).await?;
    let hidden = first(page, "main").await?.text().await?;
    assert!(hidden.contains("first words"), "{hidden}");
    run(page, "window.go(false)", json!([])).await?;
    shows(page, "second words").await?;

    // Shown, it follows each book.
    course.save("third words")?;
    shows(page, "third words").await?;
    leave(browser).await
}

/// A server on a book of two chapters, of which the first has a program.
struct Course {
    server: Server,
    root: TempDir,
}

impl Course {
    fn start() -> Result<Self> {
        let root = book()?;
        let server = Server::start(root.path())?;
        Ok(Course { server, root })
    }

    async fn browser(&self) -> Result<Browser> {
        let Course { server, .. } = self;
        let browser = Browser::open(&format!("http://{}", server.address), json!({})).await?;
        let limits = TimeoutConfiguration::new(Some(TIME_LIMIT), Some(TIME_LIMIT), None);
        browser.client.update_timeouts(limits).await?;
        browser.client.goto(&server.url).await?;
        Ok(browser)
    }

    /// Saves the first chapter with other words.
    fn save(&self, words: &str) -> Result<()> {
        Ok(fs::write(
            self.root.path().join("src/one.md"),
            chapter(words),
        )?)
    }
}

fn chapter(words: &str) -> String {
    format!("# One\n\n```python\n{{{{#include ../python/one/main.py}}}}\n```\n\n{words}\n")
}

/// The book, with the theme of the course.
fn book() -> Result<TempDir> {
    let root = tempfile::tempdir()?;
    for folder in ["src", "theme", "python/one"] {
        fs::create_dir_all(root.path().join(folder))?;
    }
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../theme");
    let scripts = ["page", "terminal", "matcher", "runners", "result", "play"];
    let scripts = scripts.map(|name| format!("{name}.js"));
    let others = ["play.css", "preview.js"].map(str::to_owned);
    for file in scripts.iter().chain(&others) {
        fs::copy(theme.join(file), root.path().join("theme").join(file))?;
    }
    let scripts = scripts.map(|file| format!("\"theme/{file}\"")).join(", ");
    let toml = format!(
        "[preprocessor.programs]\nbefore = [\"links\"]\n\n[output.html]\nadditional-css = [\"theme/play.css\"]\n\
         additional-js = [{scripts}]\n\n[output.html.playground]\nrunnable = false\n"
    );
    for (file, text) in [
        ("book.toml", toml.as_str()),
        ("src/SUMMARY.md", "- [One](one.md)\n- [Two](two.md)\n"),
        ("src/one.md", &chapter("first words")),
        ("src/two.md", "# Two\n\nanother chapter\n"),
        ("python/one/main.py", "\"\"\"One.\"\"\"\n\nprint(6 * 7)\n"),
    ] {
        fs::write(root.path().join(file), text)?;
    }
    Ok(root)
}

/// Runs the program in the page, and waits for what it prints.
async fn plays(page: &Client) -> Result<()> {
    let button = first(page, "button[aria-label='Run one (Python)']").await?;
    button.click().await?;
    wait_for(page, ".play-run:not(.play-running)").await?;
    let line = wait_for(page, ".play-line").await?;
    assert_eq!(line, "42");
    Ok(())
}

/// The text of the element, as soon as there is one.
async fn wait_for(page: &Client, css: &str) -> Result<String> {
    let wait = page.wait().at_most(TIME_LIMIT);
    let element = wait.for_element(Locator::Css(css)).await;
    Ok(element
        .with_context(|| format!("there is no {css}"))?
        .text()
        .await?)
}

/// Waits until the page shows these words.
async fn shows(page: &Client, words: &str) -> Result<()> {
    let found = format!("//main[contains(., '{words}')]");
    let wait = page.wait().at_most(TIME_LIMIT);
    let element = wait.for_element(Locator::XPath(&found)).await;
    element.with_context(|| format!("the page does not show {words}"))?;
    Ok(())
}

async fn all_show(page: &Client, tabs: &[WindowHandle], words: &str) -> Result<()> {
    for (number, tab) in tabs.iter().enumerate() {
        page.switch_to_window(tab.clone()).await?;
        shows(page, words)
            .await
            .with_context(|| format!("tab {number}"))?;
    }
    Ok(())
}

/// Waits until the server has rendered this book, as another page of it says.
async fn until_rendered(page: &Client, build: u64) -> Result<()> {
    let script = "const [build, done] = arguments;
        (async () => {
            while (!(await (await fetch('two.html')).text()).includes(`data-build=\"${build}\"`));
            done();
        })();";
    page.execute_async(script, vec![json!(build)]).await?;
    Ok(())
}

/// Ends the browser, in which no script failed or did what it may not.
async fn leave(browser: Browser) -> Result<()> {
    let complaints = browser.complaints().await?;
    assert!(complaints.is_empty(), "{complaints:#?}");
    browser.close().await
}
