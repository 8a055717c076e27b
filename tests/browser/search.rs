//! The search, through its box on a page.

use std::time::Duration;

use anyhow::{Context, Result};
use browser::{first, run};
use fantoccini::Locator;
use serde_json::json;

use crate::open;

/// How many results a reader looks at.
const FIRST: usize = 10;

/// What a reader types, and a section that is wanted then.
const WANTED: [(&str, &str); 28] = [
    ("if let", "08_mutexes.html#how-long-a-guard-lives"),
    ("while let", "common_mistakes.html#a-lock-in-while-let"),
    ("for", "02_channels_basics.html#the-last-sender-closes"),
    ("after", "06_timeouts_and_timers.html#time-as-a-channel"),
    ("deadlock", "08_mutexes.html#two-locks-two-orders"),
    ("Deadlocks", "08_mutexes.html#two-locks-two-orders"),
    ("deadl", "08_mutexes.html#two-locks-two-orders"),
    ("lock order", "08_mutexes.html#two-locks-two-orders"),
    ("select", "05_select.html#05--select"),
    (
        "timeout",
        "06_timeouts_and_timers.html#06--timeouts-and-timers",
    ),
    ("abort", "07_waitgroups.html#what-abort-cannot-stop"),
    ("drop", "05_select.html#the-other-branches-are-dropped"),
    ("?", "07_waitgroups.html#first-error-or-every-error"),
    ("Arc<Mutex>", "08_mutexes.html#the-lock-owns-the-data"),
    ("tokio::select!", "05_select.html#cancellation-safety"),
    (
        "select!",
        "05_select.html#which-branch-wins-when-several-are-ready",
    ),
    (
        "try_recv",
        "05_select.html#a-select-that-does-not-wait-or-not-for-long",
    ),
    (
        "recv",
        "02_channels_basics.html#a-rendezvous-makes-both-sides-wait",
    ),
    ("'static", "01_tasks_vs_threads.html#what-spawn-asks-for"),
    ("with self.lock", "08_mutexes.html#cheat-lines"),
    ("go", "rosetta.html#units-of-work"),
    ("not", "07_waitgroups.html#notify-is-not-a-count"),
    ("then", "08_mutexes.html#looked-then-took"),
    ("from", "08_mutexes.html#two-locks-two-orders"),
    ("into_inner", "08_mutexes.html#a-panic-under-the-lock"),
    ("while", "09_worker_pools.html#futures-that-nobody-polls"),
    (
        "semaphore",
        "09_worker_pools.html#tasks-a-permit-instead-of-a-worker",
    ),
    ("select wombat", "05_select.html#05--select"),
];

/// The terms that the course teaches lead to their sections among the first ten results, words that mdBook's search leaves out
/// and code too; a word that stands nowhere has no result.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn what_the_course_teaches_is_found() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go("introduction.html").await?;
    first(page, "#mdbook-search-toggle").await?.click().await?;
    let mut missing = Vec::new();
    for (term, wanted) in WANTED.into_iter().chain([("wombat", "")]) {
        let bar = first(page, "#mdbook-searchbar").await?;
        bar.clear().await?;
        bar.send_keys(term).await?;
        let header = format!("//*[@id='mdbook-searchresults-header'][contains(., \"'{term}'\")]");
        let wait = page.wait().at_most(Duration::from_secs(30));
        let header = wait.for_element(Locator::XPath(&header)).await;
        header.with_context(|| format!("no search for {term} ends"))?;
        // A result's address has the term between the page and the section.
        let results = run(
            page,
            "return [...document.querySelectorAll('#mdbook-searchresults > li > a')].map((link) => {
                const url = new URL(link.href);
                return url.pathname.slice(1) + url.hash;
            })",
            json!([]),
        );
        let results: Vec<String> = serde_json::from_value(results.await?)?;
        let found = match wanted {
            "" => results.is_empty(),
            wanted => results.iter().take(FIRST).any(|result| result == wanted),
        };
        if !found {
            missing.push(format!("{term}: {wanted} is not among {results:?}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert_eq!(browser.complaints().await?, [""; 0]);
    browser.close().await
}
