//! Exercises: a reader writes an answer, and each check says whether it passes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use browser::{Browser, Pages, first, run};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::exploring::packed;
use crate::practised_book::{CHECKS, LATER, PAGE, SUM, practised_book};
use crate::program::{Course, Imitation, TIME_LIMIT, focused, keys, leave, replace, root};

/// An answer that is right.
const ANSWER: &str = "pub fn sum(a: u32, b: u32) -> u32 { a + b }";

/// An exercise on a page.
struct Exercise<'a> {
    page: &'a Client,
    name: &'a str,
}

impl<'a> Exercise<'a> {
    /// Waits until the reader can do the exercise.
    async fn of(page: &'a Client, name: &'a str) -> Result<Self> {
        let exercise = Exercise { page, name };
        // What it needs is loaded when it comes into sight.
        let place = first(page, &exercise.within("")).await?;
        run(page, "arguments[0].scrollIntoView()", json!([place])).await?;
        first(page, &exercise.within(".play-bar")).await?;
        Ok(exercise)
    }

    /// The selector of something in it.
    fn within(&self, css: &str) -> String {
        format!(".exercise[data-name='{}'] {css}", self.name)
    }

    async fn text(&self, css: &str) -> Result<String> {
        Ok(first(self.page, &self.within(css)).await?.text().await?)
    }

    /// Presses the button with this label.
    async fn press(&self, label: &str) -> Result<()> {
        let press = "const [css, label] = arguments;
            [...document.querySelectorAll(css)].find((one) => one.textContent === label && one.checkVisibility()).click()";
        run(self.page, press, json!([self.within("button"), label])).await?;
        Ok(())
    }

    /// Opens the editor, and types another answer.
    async fn edit(&self, text: &str) -> Result<()> {
        self.press("Edit").await?;
        first(self.page, &self.within(".cm-focused")).await?;
        replace(self.page, text).await
    }

    /// What the page says of each check: its state, and what is shown of it.
    async fn checks(&self) -> Result<Value> {
        let checks = "return [...document.querySelectorAll(arguments[0])]
            .map((one) => [one.dataset.state ?? '', one.querySelector('.exercise-state').textContent])";
        let list = self.within(".exercise-checks > ul > li");
        run(self.page, checks, json!([list])).await
    }

    /// Waits until the answer is checked, and says what became of it.
    async fn ended(&self) -> Result<String> {
        let idle = self.within("> pre > .play .play-run:not(.play-running)");
        let wait = self.page.wait().at_most(TIME_LIMIT);
        wait.for_element(Locator::Css(&idle)).await?;
        self.text(".play-verdict").await
    }

    /// What this browser keeps of the exercises.
    async fn kept(&self) -> Result<Value> {
        let kept = "return JSON.parse(localStorage.getItem(Object.keys(localStorage)
            .find((key) => key.startsWith('course-exercises-')) ?? ''))";
        run(self.page, kept, json!([])).await
    }
}

/// The pages of a small book with exercises, and a browser.
async fn open() -> Result<(TempDir, Browser)> {
    let book = practised_book(&root())?;
    let pages = Pages::serve(book.path())?;
    Ok((book, Browser::open(&pages.address(), json!({})).await?))
}

/// The server says that a check has passed.
fn passed(check: &str, how: &str) -> Value {
    json!({ "event": "checked", "check": check, "words": "", "passed": true, "how": how })
}

/// The server says that a check has failed under some schedule: a deadlock, whose program and exploration are recorded.
fn deadlock(check: &str) -> Result<Value> {
    let recorded = root().join("crates/server/tests/play_in_browser/explored/deadlock");
    let read = |extension: &str| fs::read_to_string(recorded.with_extension(extension));
    let exploration: Value = serde_json::from_str(&read("json")?)?;
    Ok(json!({
        "event": "checked", "check": check, "words": "", "passed": false,
        "why": "main waits for thread 1.\nIt waits in line 1 and in line 99.",
        "program": read("rs")?, "exploration": exploration,
    }))
}

/// Each check has its state as it comes, and an answer that fails is not kept as solved.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn each_check_has_its_state() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let server = Imitation::open(page).await?;
    exercise.press("Check").await?;
    server
        .tell(json!({ "event": "queued", "place": 2 }))
        .await?;
    let queued = "//*[@class='play-verdict'][starts-with(., 'In the queue, at place 2')]";
    let wait = page.wait().at_most(TIME_LIMIT);
    wait.for_element(Locator::XPath(queued)).await?;
    server
        .tell(json!({ "event": "checking", "check": CHECKS[0] }))
        .await?;
    first(page, &exercise.within("[data-state=running]")).await?;
    let verdict = exercise.text(".play-verdict").await?;
    assert!(verdict.starts_with("0 of 3 checks made"), "{verdict}");
    assert_eq!(
        exercise.checks().await?,
        json!([
            ["running", "running"],
            ["waiting", "waiting"],
            ["waiting", "waiting"]
        ])
    );
    server.tell(passed(CHECKS[0], "")).await?;
    server
        .tell(json!({ "event": "checked", "check": CHECKS[1], "passed": false, "why": "<b>\nin line 2" }))
        .await?;
    server
        .tell(json!({ "event": "progress", "check": CHECKS[2], "schedules": 12000, "outcomes": 1 }))
        .await?;
    first(page, &exercise.within("[data-state=running]")).await?;
    assert_eq!(
        exercise.checks().await?,
        json!([
            ["passed", "passed"],
            ["failed", "not passed"],
            ["running", "12,000 schedules so far"]
        ])
    );
    assert_eq!(exercise.text(".exercise-why").await?, "<b>\nin line 2");
    server.tell(deadlock(CHECKS[2])?).await?;
    server
        .tell(json!({ "event": "done", "passed": 1, "of": 3 }))
        .await?;
    assert_eq!(exercise.ended().await?, "1 of 3 checks passed");
    assert_eq!(exercise.kept().await?, json!({}));

    leave(browser).await
}

/// *Show me* leads to the schedule that fails, and a line of the answer in a reason leads to that line.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_failing_schedule_is_shown() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let server = Imitation::open(page).await?;
    exercise.press("Check").await?;
    server.tell(deadlock(CHECKS[2])?).await?;
    server
        .tell(json!({ "event": "done", "passed": 0, "of": 1 }))
        .await?;
    exercise.ended().await?;
    exercise.press("Show me").await?;
    let end = exercise.text(".explore-end").await?;
    assert!(end.contains("The end: it deadlocks."), "{end}");
    let mark = first(page, &exercise.within(".exercise-explored .explore-last")).await?;
    assert!(mark.is_displayed().await?);
    exercise.press("Hide").await?;
    let hidden = "return document.querySelector(arguments[0]).hidden";
    let explored = exercise.within(".exercise-explored");
    assert_eq!(run(page, hidden, json!([explored])).await?, json!(true));
    // A line of the answer leads there; the other line is not in the answer.
    let places =
        "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)";
    let places = run(page, places, json!([exercise.within(".exercise-place")])).await?;
    assert_eq!(places, json!(["line 1"]));
    exercise.press("line 1").await?;
    let line = exercise.text(".cm-focused .cm-activeLine").await?;
    assert!(line.starts_with("pub fn sum"), "{line}");

    replace(page, ANSWER).await?;
    let changed = exercise.text(".play-cause").await?;
    assert_eq!(changed, "You have changed the answer since then.");
    leave(browser).await
}

/// A right answer solves the exercise, and other scripts of the page learn about it. The answer and the day are there again after a reload.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_right_answer_is_kept() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    exercise.edit(ANSWER).await?;
    let listen =
        "document.addEventListener('course:solved', ({ detail }) => (window.solved = detail.name))";
    run(page, listen, json!([])).await?;
    let server = Imitation::open(page).await?;
    exercise.press("Check").await?;
    for check in CHECKS {
        server.tell(passed(check, "all 6 schedules")).await?;
    }
    server
        .tell(json!({ "event": "done", "passed": 3, "of": 3 }))
        .await?;
    assert_eq!(exercise.ended().await?, "Solved: all 3 checks passed");
    assert_eq!(
        exercise.checks().await?[2],
        json!(["passed", "passed: all 6 schedules"])
    );
    assert_eq!(run(page, "return solved", json!([])).await?, json!(SUM));
    let asked = json!([
        "/check",
        { "exercise": SUM, "language": "rust", "edition": "2024", "source": format!("{ANSWER}\n") }
    ]);
    let sent = "delete sent[1].reader; return sent";
    assert_eq!(run(page, sent, json!([])).await?, asked);
    let today = run(
        page,
        "return new Date().toLocaleDateString('sv')",
        json!([]),
    )
    .await?;
    let kept = json!({ SUM: { "solved": today, "answer": ANSWER } });
    assert_eq!(exercise.kept().await?, kept);

    page.refresh().await?;
    let exercise = Exercise::of(page, SUM).await?;
    let solved = exercise.text(".exercise-solved").await?;
    assert_eq!(
        Some(&*solved),
        today
            .as_str()
            .map(|day| format!("Solved on {day}"))
            .as_deref()
    );
    assert_eq!(exercise.text("> pre > code").await?, ANSWER);
    // The start comes back, and the exercise stays solved.
    exercise.press("Reset").await?;
    assert!(exercise.text("> pre > code").await?.contains("todo!()"));
    let kept = json!({ SUM: { "solved": today, "answer": null } });
    assert_eq!(exercise.kept().await?, kept);
    leave(browser).await
}

/// All of it without a mouse: edit, type, check, go to the schedule that fails, choose who goes next, and stop a check.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_keyboard_is_enough() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let here = page.current_url().await?;
    let server = Imitation::open(page).await?;
    let focus = "document.querySelector(arguments[0]).focus()";
    run(page, focus, json!([exercise.within(".play-run")])).await?;
    assert_eq!(focused(page).await?, "Check Write: a sum");
    keys(page, &[Key::Tab.into()]).await?;
    assert_eq!(focused(page).await?, "Edit Write: a sum");
    keys(page, &[Key::Enter.into()]).await?;
    first(page, &exercise.within(".cm-focused")).await?;
    replace(page, ANSWER).await?;
    keys(page, &[Key::Control.into(), Key::Enter.into()]).await?;
    first(page, &exercise.within(".play-running")).await?;
    server.tell(deadlock(CHECKS[2])?).await?;
    server
        .tell(json!({ "event": "done", "passed": 0, "of": 1 }))
        .await?;
    exercise.ended().await?;
    keys(page, &[Key::Escape.into()]).await?;
    let show = exercise.within(".exercise-show:focus");
    let is_there = "return document.querySelector(arguments[0]) !== null";
    let mut steps = 0;
    while run(page, is_there, json!([show])).await? != json!(true) {
        keys(page, &[Key::Tab.into()]).await?;
        steps += 1;
        assert!(steps < 10, "{}", focused(page).await?);
    }
    keys(page, &[Key::Enter.into()]).await?;
    // The panel has the focus. Its keys work, and do not lead to another page.
    first(page, &exercise.within(".explore:focus")).await?;
    let made = "return [...document.querySelectorAll('.explore-steps tbody tr')].findIndex((row) => row.ariaCurrent === 'step')";
    let at_the_end = run(page, made, json!([])).await?;
    keys(page, &[Key::Left.into()]).await?;
    let before = run(page, made, json!([])).await?;
    assert_eq!(before.as_i64().map(|step| step + 1), at_the_end.as_i64());
    assert_eq!(page.current_url().await?, here);
    leave(browser).await
}

/// The course's server checks the answers of an exercise of the book: a wrong one gets the schedule that fails, and the solution solves the
/// exercise.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_server_checks_answers() -> Result<()> {
    const NAME: &str = "08_mutexes_bounded_queue";
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go("08_mutexes.html").await?;
    for (file, right) in [("wrong_one_condvar.rs", false), ("solution.rs", true)] {
        let answer = root().join("listings/exercises").join(NAME).join(file);
        let keep = "const [name, answer] = arguments;
            localStorage.setItem(`course-exercises-${course.book}`, JSON.stringify({ [name]: { solved: null, answer } }))";
        run(page, keep, json!([NAME, fs::read_to_string(answer)?])).await?;
        page.refresh().await?;
        let exercise = Exercise::of(page, NAME).await?;
        exercise.press("Check").await?;
        let verdict = exercise.ended().await?;
        assert_eq!(verdict.starts_with("Solved: all"), right, "{verdict}");
        if !right {
            exercise.press("Show me").await?;
            let end = exercise.text(".explore-end").await?;
            assert!(end.contains("it deadlocks"), "{end}");
        }
    }
    leave(browser).await
}

/// The compiler refuses an answer: a place in the answer leads to its line, and a place in the checks leads nowhere.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_refusal_leads_to_its_line() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let server = Imitation::open(page).await?;
    exercise.press("Check").await?;
    let why = "\u{1b}[1merror\u{1b}[0m: no\n --> main.rs:2:5\n\nerror: no\n --> main.rs:9:1\n";
    server
        .tell(json!({ "event": "refused", "why": why }))
        .await?;
    assert_eq!(exercise.ended().await?, "Refused by the compiler");
    assert_eq!(exercise.checks().await?[0], json!(["", ""]));
    let log = exercise.text(".play-log").await?;
    for words in [
        "error: no",
        "main.rs:9:1",
        "Places below the answer are in the checks",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    let places = "return document.querySelectorAll(arguments[0]).length";
    let places = run(page, places, json!([exercise.within(".play-place")])).await?;
    assert_eq!(places, json!(1));
    exercise.press("main.rs:2:5").await?;
    let line = exercise.text(".cm-focused .cm-activeLine").await?;
    assert_eq!(line.trim(), "todo!()");
    leave(browser).await
}

/// The reader stops a check. If the server cannot check, the page says why, and what was checked before stays.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn checks_are_stopped() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let server = Imitation::open(page).await?;
    exercise.press("Check").await?;
    server.tell(passed(CHECKS[0], "")).await?;
    server
        .tell(json!({ "event": "checking", "check": CHECKS[1] }))
        .await?;
    first(page, &exercise.within("[data-state=running]")).await?;
    exercise.press("Stop").await?;
    assert_eq!(exercise.ended().await?, "Stopped by you");
    assert_eq!(
        exercise.checks().await?,
        json!([["passed", "passed"], ["", ""], ["", ""]])
    );

    let server = Imitation::open(page).await?;
    exercise.press("Check").await?;
    server
        .tell(json!({ "event": "failed", "why": "There is no compiler here." }))
        .await?;
    assert_eq!(exercise.ended().await?, "Not checked");
    let log = exercise.text(".play-log").await?;
    assert_eq!(log, "There is no compiler here.");
    leave(browser).await
}

/// Without the course's server, the public playground makes the plain checks. The page says which checks it cannot make, and does not call
/// the exercise solved.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn published_pages_make_the_plain_checks() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let loaded = "return performance.getEntriesByType('resource').some(({ name }) => name.includes('/exercises/'))";
    assert_eq!(run(page, loaded, json!([])).await?, json!(false));

    let output = "\u{1e}start adds\nprinted\u{1e}panic 2 left\\n\\\\right\n\u{1e}panic 0 second\n\u{1e}failed adds\n\
                  \u{1e}start adds_nothing\n\u{1e}hung adds_nothing\n";
    playground(page, output, "").await?;
    exercise.press("Check").await?;
    assert_eq!(exercise.ended().await?, "0 of 2 checks passed");
    let server = ["skipped", "needs the course’s server"];
    let failed = ["failed", "not passed"];
    assert_eq!(exercise.checks().await?, json!([failed, failed, server]));
    let why = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)";
    let why = run(page, why, json!([exercise.within(".exercise-why")])).await?;
    let hung = "It did not end within a second.";
    assert_eq!(
        why,
        json!(["left\n\\right\nThe panic is in line 2 of the answer.", hung])
    );
    let code = run(page, "return asked.code", json!([])).await?;
    let code = code.as_str().context("the code is a text")?;
    assert!(
        code.starts_with("#[allow(dead_code)] mod answer { pub fn sum("),
        "{code}"
    );
    for part in [
        "todo!()\n    }\n}\n",
        "use answer::sum;",
        "pub fn adds()",
        "fn main()",
    ] {
        let part = part.replace("    }\n}\n", "}\n}\n");
        assert!(code.contains(&part), "{part}: {code}");
    }

    exercise.edit(ANSWER).await?;
    let output = "\u{1e}start adds\n\u{1e}passed adds\n\u{1e}start adds_nothing\n\u{1e}passed adds_nothing\n";
    playground(page, output, "").await?;
    exercise.press("Check").await?;
    assert_eq!(exercise.ended().await?, "2 of 2 checks passed");
    assert_eq!(exercise.text(".play-cause").await?, "not solved yet");
    let log = exercise.text(".play-log").await?;
    assert!(log.contains("Start it with cargo run"), "{log}");
    assert_eq!(exercise.kept().await?[SUM]["solved"], Value::Null);

    // An exercise without such a check is solved; a program that ends too early is not.
    let later = Exercise::of(page, LATER).await?;
    playground(page, "\u{1e}start adds\n", "Exited with status 3").await?;
    later.press("Check").await?;
    assert_eq!(later.ended().await?, "0 of 2 checks passed");
    assert_eq!(
        later.text(".exercise-why").await?,
        "The program ended before the check did, with exit code 3."
    );
    assert_eq!(
        later.checks().await?[1],
        json!(["skipped", "not made, because the program has ended"])
    );
    playground(page, output, "").await?;
    later.press("Check").await?;
    assert_eq!(later.ended().await?, "Solved: all 2 checks passed");
    leave(browser).await
}

/// The next answer of the public playground: the program compiles, and prints `output`.
async fn playground(page: &Client, output: &str, exit: &str) -> Result<()> {
    let imitate = "const [stdout, exitDetail] = arguments;
        window.fetch = async (url, { body }) => {
            window.asked = JSON.parse(body);
            const stderr = '   Compiling playground\\n     Running `target/debug/playground`\\n';
            return Response.json({ success: !exitDetail, exitDetail, stdout, stderr });
        }";
    run(page, imitate, json!([output, exit])).await?;
    Ok(())
}

/// Opened from disk without internet, an exercise says that it cannot be checked here, and where it can be.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn from_disk_nothing_is_checked() -> Result<()> {
    let book = practised_book(&root())?;
    let disk = format!("file://{}", book.path().display());
    let browser = Browser::open(&disk, json!({})).await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    exercise.edit(ANSWER).await?;
    // The browser knows no address but this machine's.
    exercise.press("Check").await?;
    assert_eq!(exercise.ended().await?, "Not checked");
    let log = exercise.text(".play-log").await?;
    for words in [
        "The public playground cannot be reached.",
        "The course’s own server can check it.",
        "cargo run -- practice check 01_sums_sum",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    browser.close().await
}

/// Each exercise has a heading of its own. Each hint leads to the next one.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn hints_come_one_after_the_other() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let shown = "return [...document.querySelectorAll(arguments[0])]
        .filter((one) => one.checkVisibility()).map((one) => one.textContent)";
    let headings = "return [...document.querySelectorAll('h3')].map((one) => one.id)";
    let expected = json!([format!("exercise-{SUM}"), format!("exercise-{LATER}")]);
    let found = run(page, headings, json!([])).await?;
    assert_eq!(found, expected);
    let titles = exercise.within("summary");
    let next = "Asked next: What if the sum is too large?";
    for hints in 1..=3 {
        let mut expected = ["First hint", "Second hint", "Third hint"][..hints].to_vec();
        expected.push(next);
        let found = run(page, shown, json!([titles])).await?;
        assert_eq!(found, json!(expected));
        let open = "document.querySelectorAll(arguments[0])[arguments[1]].click()";
        run(page, open, json!([titles, hints - 1])).await?;
    }
    // On paper, all of them are there.
    page.refresh().await?;
    Exercise::of(page, SUM).await?;
    let paper = json!({ "media": "print" });
    browser
        .devtools("Emulation.setEmulatedMedia", paper)
        .await?;
    let found = run(page, shown, json!([titles])).await?;
    assert_eq!(found.as_array().map(Vec::len), Some(4));
    leave(browser).await
}

/// On a narrow touch screen all of it fits, also the results and the panel, and every button is large enough.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_phone_is_enough() -> Result<()> {
    let book = practised_book(&root())?;
    let pages = Pages::serve(book.path())?;
    let phone = json!({ "mobileEmulation": {
        "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2, "touch": true }
    } });
    let browser = Browser::open(&pages.address(), phone).await?;
    let page = browser.go(PAGE).await?;
    let exercise = Exercise::of(page, SUM).await?;
    let server = Imitation::open(page).await?;
    exercise.press("Check").await?;
    let long = format!("{}\nin line 2", "long".repeat(40));
    server
        .tell(json!({ "event": "checked", "check": CHECKS[0], "passed": false, "why": long }))
        .await?;
    server.tell(deadlock(CHECKS[2])?).await?;
    server
        .tell(json!({ "event": "done", "passed": 0, "of": 2 }))
        .await?;
    exercise.ended().await?;
    exercise.press("Show me").await?;
    first(page, &exercise.within(".explore-end")).await?;
    let wide = "const wide = [...document.querySelectorAll('.exercise *')]
            .filter((one) => !one.closest('code, .play-log') && one.checkVisibility() && one.getBoundingClientRect().right > innerWidth);
        return [document.documentElement.scrollWidth <= innerWidth, wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 80))]";
    assert_eq!(run(page, wide, json!([])).await?, json!([true, []]));
    let small = "return [...document.querySelectorAll('.exercise button')]
        .filter((button) => button.checkVisibility() && !button.closest('.explore, .exercise-why'))
        .map((button) => [button.textContent, button.getBoundingClientRect()])
        .filter(([, box]) => box.width < 40 || box.height < 40)
        .map(([label]) => label)";
    assert_eq!(run(page, small, json!([])).await?, json!([]));
    leave(browser).await
}

/// What a page loads for exercises is small: at most 6 kB together, compressed.
#[test]
fn exercises_are_small() -> Result<()> {
    let book = practised_book(&root())?;
    let mut all = fs::read(root().join("theme/exercises.js"))?;
    for file in ["exercise.js", "exercise.css"] {
        all.extend(fs::read(book.path().join(file))?);
    }
    let size = packed(&all)?;
    assert!(size <= 6_000, "{size} bytes");
    assert!(Path::new(&book.path().join("exercises").join(SUM).with_extension("js")).is_file());
    Ok(())
}
