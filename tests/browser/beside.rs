//! The pages beside the topics.

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use browser::{Browser, run};
use serde_json::{Value, json};

use crate::open;

const SHEET: &str = "quick_revision.html";

/// A browser window, as large as this within its frame.
async fn resize(browser: &Browser, width: u32, height: u32) -> Result<()> {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    let resized = browser.devtools("Emulation.setDeviceMetricsOverride", size);
    resized.await.map(drop)
}

/// The sheet prints on one page of A4, in letters of 6.5 points, with all of its columns.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_sheet_prints_on_one_page() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(SHEET).await?;
    let options = json!({ "preferCSSPageSize": true, "transferMode": "ReturnAsBase64" });
    let pdf = browser.devtools("Page.printToPDF", options).await?;
    // A page's object is not compressed.
    let pdf = BASE64_STANDARD.decode(pdf["data"].as_str().unwrap_or_default())?;
    let pdf = String::from_utf8_lossy(&pdf);
    assert_eq!(pdf.matches("/Type /Page\n").count(), 1);
    let a4 = pdf.contains("/MediaBox [0 0 594.95996 841.91998]");
    assert!(a4, "it is another size");

    let media = json!({ "media": "print" });
    browser
        .devtools("Emulation.setEmulatedMedia", media)
        .await?;
    let sizes = run(
        page,
        "return [...document.querySelectorAll('.sheet code')]
            .map((code) => parseFloat(getComputedStyle(code).fontSize) * 72 / 96)",
        json!([]),
    );
    let sizes: Vec<f64> = serde_json::from_value(sizes.await?)?;
    assert!(sizes.len() > 30, "{} columns", sizes.len());
    assert!(sizes.iter().all(|size| *size > 6.49), "{sizes:?}");
    browser.close().await
}

/// The sheet fits a screen of 1920 by 1080, beside the table of contents: nothing scrolls, nothing is cut off.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_sheet_fits_one_screen() -> Result<()> {
    let browser = open(json!({})).await?;
    resize(&browser, 1920, 1080).await?;
    let page = browser.go(SHEET).await?;
    let hidden = run(
        page,
        "const sidebar = document.getElementById('mdbook-sidebar').getBoundingClientRect();
         const codes = [...document.querySelectorAll('.sheet code')];
         const cut = codes.filter((code) => code.scrollWidth > code.clientWidth + 1
            || code.getBoundingClientRect().left < sidebar.right);
         return [document.documentElement.scrollHeight - innerHeight, sidebar.width > 0,
            cut.map((code) => code.textContent)]",
        json!([]),
    );
    assert_eq!(hidden.await?, json!([0, true, []]));
    browser.close().await
}

/// On a phone the sheet has a language beneath the other, in letters as large as those of a chapter's programs.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_sheet_is_stacked_on_a_phone() -> Result<()> {
    let browser = open(json!({})).await?;
    resize(&browser, 360, 740).await?;
    let page = browser.go(SHEET).await?;
    let row = run(
        page,
        "const row = [...document.querySelector('.sheet-row').children];
         return [row.map((column) => column.ariaLabel),
            row.every((column, i) => i === 0 || column.getBoundingClientRect().top
                >= row[i - 1].getBoundingClientRect().bottom),
            getComputedStyle(row[0].querySelector('code')).fontSize]",
        json!([]),
    );
    let expected: Value = json!([["Rust", "Go", "Python"], true, "12.5px"]);
    assert_eq!(row.await?, expected);
    browser.close().await
}
