//! A real browser for tests: Chromium, through chromedriver.
//!
//! # Layout
//! - [`Browser`]: Chromium with an empty profile, on one address, and what it complains about.
//! - [`Pages`]: a folder of pages, served for one browser.
//! - [`first`], [`run`]: what every test asks of a page.

mod driver;
mod pages;

use std::time::Duration;

use anyhow::{Context, Result};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver::{Driver, Extension};
pub use crate::pages::Pages;

/// A browser with an empty profile. Chromium and chromedriver end when this value is dropped.
pub struct Browser {
    /// The window.
    pub client: Client,
    address: String,
    _driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Opens a browser for the pages at `address`, such as `http://127.0.0.1:3000`, with these options of Chromium beside
    /// those that all tests need.
    ///
    /// # Errors
    /// That chromedriver or Chromium is not there.
    pub async fn open(address: &str, mut options: Value) -> Result<Self> {
        let driver = Driver::start()?;
        let profile = tempfile::tempdir()?;
        options["args"] = json!([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--window-size=1400,1000",
            // Nothing leaves this machine, whatever a page asks for.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            format!("--user-data-dir={}", profile.path().display()),
        ]);
        let capabilities = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "SEVERE" },
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(serde_json::from_value(capabilities)?)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .context(
                "chromedriver cannot start Chromium: install it (Debian: apt-get install chromium)",
            )?;
        Ok(Browser {
            client,
            address: address.to_owned(),
            _driver: driver,
            _profile: profile,
        })
    }

    /// Opens a page.
    ///
    /// # Errors
    /// That it cannot be opened.
    pub async fn go(&self, page: &str) -> Result<&Client> {
        let url = format!("{}/{page}", self.address);
        self.client.goto(&url).await?;
        Ok(&self.client)
    }

    /// What the browser complained about since it was last asked: scripts that fail, and what a page may not do or load.
    ///
    /// # Errors
    /// That the browser is gone.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let body = json!({ "type": "browser" });
        let path = "se/log";
        let log = self.client.issue_cmd(Extension { path, body }).await?;
        let entries = log.as_array().cloned().unwrap_or_default();
        Ok(entries
            .iter()
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// What Chromium's DevTools Protocol can and WebDriver cannot: the answer to one of its commands, such as
    /// `Page.printToPDF`.
    ///
    /// # Errors
    /// That the browser is gone, or does not know the command.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        let path = "goog/cdp/execute";
        let answer = self.client.issue_cmd(Extension { path, body }).await;
        answer.with_context(|| command.to_owned())
    }

    /// Ends the browser.
    ///
    /// # Errors
    /// That it has ended before.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }
}

/// The element, as soon as there is one.
///
/// # Errors
/// That there is none for ten seconds.
pub async fn first(page: &Client, css: &str) -> Result<Element> {
    let wait = page.wait().at_most(Duration::from_secs(10));
    wait.for_element(Locator::Css(css))
        .await
        .with_context(|| format!("there is no {css}"))
}

/// Runs a script in the page, and returns what it returns.
///
/// # Errors
/// That the script fails.
pub async fn run(page: &Client, script: &str, arguments: Value) -> Result<Value> {
    let arguments = serde_json::from_value(arguments)?;
    Ok(page.execute(script, arguments).await?)
}
