//! The book, the course's server in a browser, and a program on a page.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Result, ensure};
use browser::{Browser, first, run};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use manuscript::{Audience, Manuscript};
use serde_json::{Value, json};

use crate::server::Server;

/// How long a program may take to end: the first one waits until the crates are built.
pub const TIME_LIMIT: Duration = Duration::from_secs(120);

/// The folder of the course.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The published book, rendered once for all tests.
pub fn book() -> Result<&'static Path> {
    static BOOK: OnceLock<Result<PathBuf>> = OnceLock::new();
    let book = BOOK.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("play");
        Manuscript::load(&root())?.render(&folder, Audience::Public)?;
        Ok(folder)
    });
    book.as_deref()
        .map_err(|error| anyhow::anyhow!("{error:#}"))
}

/// The course's server, which ends with the test.
pub struct Course(Server);

impl Course {
    pub fn start(root: &Path) -> Result<Self> {
        Ok(Course(Server::start(root)?))
    }

    pub async fn browser(&self) -> Result<Browser> {
        let Course(server) = self;
        let browser = Browser::open(&format!("http://{}", server.address), json!({})).await?;
        if server.token.is_some() {
            browser.client.goto(&server.url).await?;
        }
        Ok(browser)
    }
}

/// A program on a page.
pub struct Program<'a> {
    page: &'a Client,
    name: &'a str,
    language: &'a str,
}

impl<'a> Program<'a> {
    pub fn new(page: &'a Client, name: &'a str, language: &'a str) -> Self {
        Program {
            page,
            name,
            language,
        }
    }

    /// The selector of something in its block.
    pub fn within(&self, css: &str) -> String {
        let language = self.language.to_lowercase();
        format!(
            "pre:has(> code.program-{}.language-{language}) {css}",
            self.name
        )
    }

    pub async fn button(&self, label: &str) -> Result<Element> {
        let name = format!("{label} {} ({})", self.name, self.language);
        first(self.page, &format!("button[aria-label='{name}']")).await
    }

    pub async fn press(&self, label: &str) -> Result<()> {
        Ok(self.button(label).await?.click().await?)
    }

    /// Opens the editor, and types another text in the place of the program's.
    pub async fn edit(&self, text: &str) -> Result<()> {
        self.press("Edit").await?;
        first(self.page, &self.within(".cm-focused")).await?;
        replace(self.page, text).await?;
        let typed = first(self.page, &self.within(".cm-content")).await?;
        assert_eq!(typed.text().await?, text);
        Ok(())
    }

    /// Waits for the end of a run, and says what became of it.
    pub async fn ended(&self) -> Result<String> {
        let wait = self.page.wait().at_most(TIME_LIMIT);
        let idle = self.within(".play-run:not(.play-running)");
        wait.for_element(Locator::Css(&idle)).await?;
        let verdict = first(self.page, &self.within(".play-verdict"))
            .await?
            .text()
            .await?;
        if verdict == "Not run" {
            // Where that is not what a test expects, the reason is wanted.
            eprintln!("{}", self.shown().await?);
        }
        Ok(verdict)
    }

    /// All that a run shows.
    pub async fn shown(&self) -> Result<String> {
        let result = first(self.page, &self.within(".play-result")).await?;
        Ok(result.text().await?)
    }

    /// The lines that were printed.
    pub async fn lines(&self) -> Result<Value> {
        let lines =
            "return [...document.querySelectorAll(arguments[0])].map((line) => line.textContent)";
        run(self.page, lines, json!([self.within(".play-line")])).await
    }
}

/// Presses keys one after the other; Control holds for those that follow.
pub async fn keys(page: &Client, keys: &[char]) -> Result<()> {
    let focused = page.active_element().await?;
    Ok(focused.send_keys(&String::from_iter(keys)).await?)
}

/// Types into the editor that has the focus, in the place of all that is there.
pub async fn replace(page: &Client, text: &str) -> Result<()> {
    keys(page, &[Key::Control.into(), 'a']).await?;
    keys(page, &text.chars().collect::<Vec<_>>()).await
}

/// The name of what has the focus.
pub async fn focused(page: &Client) -> Result<String> {
    let label = run(page, "return document.activeElement.ariaLabel", json!([])).await?;
    Ok(label.as_str().unwrap_or_default().to_owned())
}

/// All that the page has loaded is from its own server.
pub async fn keeps_to_itself(page: &Client) -> Result<()> {
    let elsewhere = "return performance.getEntriesByType('resource')
        .map((entry) => entry.name).filter((url) => !url.startsWith(location.origin))";
    assert_eq!(run(page, elsewhere, json!([])).await?, json!([]));
    Ok(())
}

/// Ends the browser, in which nothing was loaded from elsewhere, and no script failed or did what it may not.
pub async fn leave(browser: Browser) -> Result<()> {
    if browser.client.current_url().await?.scheme() == "http" {
        keeps_to_itself(&browser.client).await?;
    }
    let complaints = browser.complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:#?}");
    browser.close().await
}

/// A server that the test imitates in the page: it answers one run, or one check of an answer, with the events that the test tells.
pub struct Imitation<'a> {
    page: &'a Client,
}

impl<'a> Imitation<'a> {
    /// The next run on the page is answered by this imitation.
    pub async fn open(page: &'a Client) -> Result<Self> {
        let server = "document.documentElement.dataset.play = 'server';
            const about = {
                languages: { rust: { state: 'ready' } }, guards: { full: true }, limits: { seconds: 10 },
            };
            const lines = new TransformStream();
            const writer = lines.writable.getWriter();
            const encoder = new TextEncoder();
            window.tell = (event) => {
                writer.write(encoder.encode(JSON.stringify(event) + '\\n'));
                ['ended', 'done', 'refused', 'failed'].includes(event.event) && writer.close();
            };
            window.fetch = async (url, options) => {
                if (options.method !== 'POST') {
                    return Response.json(about);
                }
                window.asked = [url, JSON.parse(options.body)];
                options.signal.onabort = () => writer.abort(options.signal.reason);
                return new Response(lines.readable);
            };";
        run(page, server, json!([])).await?;
        Ok(Imitation { page })
    }

    /// Tells an event.
    pub async fn tell(&self, event: Value) -> Result<()> {
        run(self.page, "tell(arguments[0])", json!([event])).await?;
        Ok(())
    }

    /// Tells how the program ended.
    pub async fn end(&self, how: Value) -> Result<()> {
        self.tell(json!({ "event": "ended", "ms": 12.5, "how": how }))
            .await
    }

    /// Tells what the program prints, in pieces of so many characters, some of which are told in the same frame.
    pub async fn print(&self, stream: &str, text: &str, size: usize) -> Result<()> {
        let characters: Vec<char> = text.chars().collect();
        for pieces in characters.chunks(size * 16) {
            let pieces: Vec<String> = pieces.chunks(size).map(String::from_iter).collect();
            let print = "const [stream, pieces] = arguments;
                pieces.forEach((text) => tell({ event: 'output', stream, text, ms: 1 }))";
            run(self.page, print, json!([stream, pieces])).await?;
        }
        Ok(())
    }
}
