//! Every program of every page, as the book has it.

use std::fs;
use std::sync::Mutex;

use anyhow::{Context, Result, ensure};
use browser::run;
use fantoccini::{Client, Locator};
use futures::future::try_join_all;
use serde_json::json;

use crate::program::{Course, TIME_LIMIT, book, leave, root};

/// How many browsers run programs at a time. Each is a reader of its own, and the server serves readers in turn.
const BROWSERS: usize = 3;

/// Every block of every page, in all languages, is run unchanged, and the page says that it matches the book or is refused
/// as in the book.
#[tokio::test]
#[ignore = "needs Chromium and Go"]
async fn every_program_matches_the_book() -> Result<()> {
    let pages = pages()?;
    let expected: usize = pages.iter().map(|(_, blocks)| blocks).sum();
    let pages = Mutex::new(pages);
    let next = || pages.lock().expect("nobody panics with the lock").pop();
    let course = Course::start(&root())?;
    let browsers = (0..BROWSERS).map(async |_| -> Result<Vec<String>> {
        let browser = course.browser().await?;
        let mut verdicts = Vec::new();
        while let Some((page, blocks)) = next() {
            let of_page = verdicts_of(browser.go(&page).await?, blocks).await?;
            ensure!(of_page.len() == blocks, "{page}: a block has no button");
            verdicts.extend(of_page.iter().map(|verdict| format!("{page}: {verdict}")));
        }
        leave(browser).await?;
        Ok(verdicts)
    });
    let verdicts = try_join_all(browsers).await?.concat();
    assert_eq!(verdicts.len(), expected);
    let as_the_book = |verdict: &&String| {
        verdict.ends_with(": Matches the book") || verdict.ends_with(": Refused, as the book says")
    };
    let others: Vec<&String> = verdicts.iter().filter(|v| !as_the_book(v)).collect();
    let (others_count, all) = (others.len(), verdicts.len());
    assert!(
        others.is_empty(),
        "{others_count} of {all} programs: {others:#?}"
    );
    Ok(())
}

/// The pages with programs, each with the number of its blocks. The printed book and index.html repeat other pages.
fn pages() -> Result<Vec<(String, usize)>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(book()?)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.context("a page has a name")?;
        if name.ends_with(".html") && !["print.html", "index.html"].contains(&name) {
            let blocks = fs::read_to_string(&path)?.matches(" program-").count();
            pages.push((name.to_owned(), blocks));
        }
    }
    pages.retain(|(_, blocks)| *blocks > 0);
    ensure!(!pages.is_empty(), "no page has a program");
    Ok(pages)
}

/// Runs the programs of the page one after the other. For each: its name, and what the page says at its end.
async fn verdicts_of(page: &Client, blocks: usize) -> Result<Vec<String>> {
    let start = "window.verdicts = [];
        (async () => {
            for (const button of document.querySelectorAll('[class*=program-] ~ .play .play-run')) {
                const name = button.ariaLabel;
                await new Promise((ended) => {
                    const seen = new MutationObserver(() => {
                        if (!button.classList.contains('play-running')) {
                            seen.disconnect();
                            ended();
                        }
                    });
                    button.click();
                    seen.observe(button, { attributes: true, attributeFilter: ['class'] });
                });
                const end = button.closest('pre').querySelector('.play-end');
                const says = [...end.querySelectorAll(':scope > span')].map((span) => span.textContent);
                verdicts.push([name, says[0] || says.join(' ')].join(': '));
                document.documentElement.classList.add(`ran-${verdicts.length}`);
            }
        })()";
    run(page, start, json!([])).await?;
    for number in 1..=blocks {
        // Each program has its own time to end.
        let wait = page.wait().at_most(TIME_LIMIT);
        let ran = format!("html.ran-{number}");
        let waited = wait.for_element(Locator::Css(&ran)).await;
        waited.with_context(|| format!("program {number} of the page does not end"))?;
    }
    let verdicts = run(page, "return window.verdicts", json!([])).await?;
    Ok(serde_json::from_value(verdicts)?)
}
