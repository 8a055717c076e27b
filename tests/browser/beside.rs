//! The pages beside the topics.

use anyhow::{Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use browser::{Browser, first, run};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::open;

const SHEET: &str = "quick_revision.html";
const INTERVIEW: &str = "interview.html";
const TEN_MINUTES: &str = "ten_minutes.html";

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

/// On a screen the sheet has letters of 14 px and lines high enough to show an underscore, the three languages beside each other,
/// and nothing is cut off.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_sheet_can_be_read_on_a_screen() -> Result<()> {
    let browser = open(json!({})).await?;
    for (width, height) in [(1300, 900), (1920, 1080)] {
        resize(&browser, width, height).await?;
        let page = browser.go(SHEET).await?;
        let state = run(
            page,
            "const sidebar = document.getElementById('mdbook-sidebar').getBoundingClientRect();
             const codes = [...document.querySelectorAll('.sheet code')];
             const cut = codes.filter((code) => code.scrollWidth > code.clientWidth + 1
                || code.getBoundingClientRect().left < sidebar.right);
             const style = (code) => getComputedStyle(code);
             const row = [...document.querySelector('.sheet-row').children].map((one) => one.getBoundingClientRect().top);
             return [sidebar.width > 0, cut.map((code) => code.textContent), new Set(row).size,
                codes.every((code) => parseFloat(style(code).fontSize) >= 14),
                codes.every((code) => parseFloat(style(code).lineHeight) >= 1.4 * parseFloat(style(code).fontSize)),
                document.documentElement.scrollWidth <= innerWidth]",
            json!([]),
        );
        assert_eq!(state.await?, json!([true, [], 1, true, true, true]));
    }
    browser.close().await
}

/// On paper no topic's name lies over the lines beside it.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_names_of_the_sheet_have_room_on_paper() -> Result<()> {
    let browser = open(json!({})).await?;
    // The width of A4 without the sheet's margins.
    resize(&browser, 763, 1092).await?;
    let page = browser.go(SHEET).await?;
    let media = json!({ "media": "print" });
    browser
        .devtools("Emulation.setEmulatedMedia", media)
        .await?;
    let over = run(
        page,
        "return [...document.querySelectorAll('.sheet-topic')].filter((topic) => {
             const text = document.createRange();
             text.selectNodeContents(topic.querySelector('.sheet-name'));
             const [name, lines] = [text, topic.querySelector('.sheet-row'), topic].map((one) => one.getBoundingClientRect());
             const all = topic.getBoundingClientRect();
             return name.right > lines.left || name.top < all.top || name.bottom > all.bottom;
         }).map((topic) => topic.querySelector('.sheet-name').textContent.trim())",
        json!([]),
    );
    assert_eq!(over.await?, json!([]));
    browser.close().await
}

/// On a phone the sheet has one language beneath the other, in letters of 14 px.
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
    let expected: Value = json!([["Rust", "Go", "Python"], true, "14px"]);
    assert_eq!(row.await?, expected);
    browser.close().await
}

/// A question is drawn, unfolded by the keyboard and answered; what was known and what was not is counted, and still is after
/// the page was loaded anew, until it is reset.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_interview_remembers() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let all = page.find_all(Locator::Css(".question")).await?.len();
    assert!(all > 70);
    assert_eq!(progress(page).await?, (0, all, 0));
    let card = first(page, ".interview-card").await?;
    assert!(!card.is_displayed().await?);

    press(page, "Draw a question").await?;
    let folded = "const drawn = document.querySelector('.interview-card > .question');
         return [drawn.open, document.activeElement === drawn.querySelector('summary'), drawn.id]";
    let drawn = run(page, folded, json!([])).await?;
    assert_eq!((&drawn[0], &drawn[1]), (&json!(false), &json!(true)));
    let focused = page.active_element().await?;
    focused
        .send_keys(&char::from(Key::Enter).to_string())
        .await?;
    assert_eq!(run(page, folded, json!([])).await?[0], json!(true));

    press(page, "I knew it").await?;
    assert_eq!(progress(page).await?, (1, all, 0));
    let other = run(page, folded, json!([])).await?;
    assert_ne!(other[2], drawn[2], "what was known is not asked again");
    assert_eq!(other[0], json!(false));
    press(page, "Again").await?;
    page.refresh().await?;
    assert_eq!(progress(page).await?, (1, all, 1));

    press(page, "Reset").await?;
    page.accept_alert().await?;
    assert_eq!(progress(page).await?, (0, all, 0));
    page.refresh().await?;
    assert_eq!(progress(page).await?, (0, all, 0));
    browser.close().await
}

/// Of a topic and a level only its questions are drawn, until all of them are known.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_interview_keeps_to_a_topic_and_a_level() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    for (select, value) in [("Topic", "05  Select"), ("Level", "3")] {
        let chosen = format!("//label[starts-with(., '{select}')]//option[@value='{value}']");
        page.find(Locator::XPath(&chosen)).await?.click().await?;
    }
    let (_, all, _) = progress(page).await?;
    assert_eq!(all, 2);
    press(page, "Draw a question").await?;
    for answered in 1..=all {
        let level = "return document.querySelector('.interview-card > .level-3') !== null";
        assert_eq!(run(page, level, json!([])).await?, json!(true));
        press(page, "I knew it").await?;
        assert_eq!(progress(page).await?, (answered, all, 0));
    }
    // What is known today is due tomorrow. A reader who wants to can go on.
    for (part, says) in [
        (
            ".interview-status",
            "2 of 2 known, 0 to ask again. You knew all of them.",
        ),
        (
            ".interview-due",
            "Today nothing is due. You can go on with other questions.",
        ),
    ] {
        assert_eq!(first(page, part).await?.text().await?, says);
    }
    press(page, "I knew it").await?;
    let level = "return document.querySelector('.interview-card > .level-3') !== null";
    assert_eq!(run(page, level, json!([])).await?, json!(true));
    browser.close().await
}

/// Without JavaScript the questions are a list, each folded, and nothing is there that does nothing.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn without_scripts_the_interview_is_a_list() -> Result<()> {
    let browser = open(json!({
        "prefs": { "profile.managed_default_content_settings.javascript": 2 }
    }))
    .await?;
    let page = browser.go(INTERVIEW).await?;
    let questions = page.find_all(Locator::Css(".question")).await?;
    assert!(questions.len() > 70);
    for question in questions {
        assert!(question.is_displayed().await?);
        assert_eq!(question.attr("open").await?, None);
    }
    let desks = page.find_all(Locator::Css(".interview-desk")).await?;
    assert_eq!(desks.len(), 0);
    browser.close().await
}

async fn press(page: &Client, label: &str) -> Result<()> {
    let button = format!("//button[.='{label}']");
    let button = page.find(Locator::XPath(&button)).await?;
    Ok(button.click().await?)
}

/// How many of the chosen questions are known, how many there are, and how many are to be asked again.
async fn progress(page: &Client) -> Result<(usize, usize, usize)> {
    let status = first(page, ".interview-status").await?.text().await?;
    let numbers: Vec<usize> = status
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    let [right, all, again] = numbers[..] else {
        bail!("`{status}` is not understood")
    };
    Ok((right, all, again))
}

/// The timer runs from when the reader starts it, in sight, marks the step that it has come to, and stops when it is told to
/// or when the time is over.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_timer_runs_when_it_is_wanted() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(TEN_MINUTES).await?;
    let timer = first(page, ".timer [role=timer]").await?;
    assert_eq!(timer.text().await?, "");
    // The clock of the page, put forward.
    let pass = "const now = performance.now();
         performance.now = () => now + 1000 * arguments[0];";
    run(page, pass, json!([0])).await?;
    press(page, "Start the timer").await?;
    assert_eq!(timer.text().await?, "0:00 of 10:00, step 1 of 7");

    run(page, pass, json!([200])).await?;
    let third = "//*[@role='timer'][.='3:20 of 10:00, step 3 of 7']";
    page.wait().for_element(Locator::XPath(third)).await?;
    let marked = "scrollTo(0, document.body.scrollHeight);
         const timer = document.querySelector('.timer > div').getBoundingClientRect();
         return [[...document.querySelectorAll('.step')].map((step) => step.ariaCurrent),
            timer.top > 0 && timer.bottom < innerHeight]";
    let [none, now] = [Value::Null, json!("step")];
    let steps = [&none, &none, &now, &none, &none, &none, &none];
    assert_eq!(run(page, marked, json!([])).await?, json!([steps, true]));

    run(page, pass, json!([600])).await?;
    first(page, ".timer:not(.running)").await?;
    run(page, "scrollTo(0, 0)", json!([])).await?;
    assert_eq!(timer.text().await?, "10:00: the time is over.");
    press(page, "Start the timer").await?;
    press(page, "Stop").await?;
    assert_eq!(timer.text().await?, "");
    assert_eq!(run(page, marked, json!([])).await?[0], json!(vec![none; 7]));
    browser.close().await
}
