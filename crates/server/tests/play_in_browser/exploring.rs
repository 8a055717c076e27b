//! The panel in which a reader explores the schedules of a program.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use browser::{Browser, Pages, first, run};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::SELECT;
use crate::explored_book::{PAGE, explored_book};
use crate::program::{Course, Imitation, Program, TIME_LIMIT, focused, keys, leave, replace, root};

/// The names of the programs on the page: two tills that may lose a sale, two locks that may be a deadlock, and one of which
/// not all schedules are explored.
const TILLS: &str = "01_tills";
const LOCKS: &str = "01_deadlock";
const LARGE: &str = "01_spin";

/// The panel of a program.
struct Panel<'a> {
    page: &'a Client,
    program: Program<'a>,
}

impl<'a> Panel<'a> {
    /// Opens the panel, and waits until it says how many schedules there are.
    async fn open(page: &'a Client, name: &'a str) -> Result<Self> {
        let program = Program::new(page, name, "Rust");
        let button = program.button("Explore").await?;
        run(page, "arguments[0].click()", json!([button])).await?;
        let panel = Panel { page, program };
        first(page, &panel.program.within(".explore-strip")).await?;
        Ok(panel)
    }

    /// The text of a part of the panel, as it is shown.
    async fn text(&self, css: &str) -> Result<String> {
        let found = first(self.page, &self.program.within(css)).await?;
        Ok(found.text().await?)
    }

    /// Presses the button whose text begins with this label.
    async fn press(&self, label: &str) -> Result<()> {
        let press = "const [css, label] = arguments;
            const found = [...document.querySelectorAll(css)].find((one) => one.textContent.startsWith(label));
            found.click()";
        let buttons = self.program.within(".explore button");
        run(self.page, press, json!([buttons, label])).await?;
        Ok(())
    }

    /// Presses the button of a thread.
    async fn choose(&self, thread: usize) -> Result<()> {
        let buttons = self.program.within(".explore-go");
        let press = "document.querySelectorAll(arguments[0])[arguments[1]].click()";
        run(self.page, press, json!([buttons, thread])).await?;
        Ok(())
    }

    /// How many steps were made.
    async fn made(&self) -> Result<Value> {
        let rows = self.program.within(".explore-steps tbody tr");
        let made = "return [...document.querySelectorAll(arguments[0])].findIndex((row) => row.ariaCurrent === 'step')";
        run(self.page, made, json!([rows])).await
    }
}

async fn open() -> Result<(tempfile::TempDir, Browser)> {
    let book = explored_book(&root())?;
    let pages = Pages::serve(book.path())?;
    Ok((book, Browser::open(&pages.address(), json!({})).await?))
}

/// Step by step, the reader brings two tills to lose a sale. The panel says what each thread does next, what it waits for, the state
/// of the counter and the output. The program has marks, and the challenge is done only at the end.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_sale_is_lost_by_hand() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let panel = Panel::open(page, TILLS).await?;
    let all = panel.text(".explore").await?;
    for words in [
        "6 schedules, and no others.",
        "In 4, it prints sold: 1",
        "In 2, it prints sold: 2",
        "Challenge: Make it lose a sale.",
        "main waits to see the end of thread 1",
        "thread 2 would read sold",
        "let seen = sold.load(Ordering::Relaxed);",
        "not used yet",
        "nothing yet",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
    panel.choose(2).await?;
    panel.choose(0).await?; // It waits.
    panel.choose(1).await?;
    assert_eq!(panel.made().await?, 2);
    assert_eq!(panel.text(".explore-changed").await?, "sold atomic 0");
    assert_eq!(
        panel.text(".explore-current").await?,
        "2\nreads 0 from sold line 12"
    );
    let marks = "return [...document.querySelectorAll('.explore-marks > div')].map((mark) => {
        const box = mark.getBoundingClientRect();
        const code = mark.closest('pre').querySelector('code');
        const line = Math.round((box.top + 3 - code.getBoundingClientRect().top - parseFloat(getComputedStyle(code).paddingTop))
            / parseFloat(getComputedStyle(code).lineHeight));
        return [mark.textContent, line + 1];
    })";
    let expected = json!([["", 12], ["main", 18], ["thread 1, thread 2", 13]]);
    assert_eq!(run(page, marks, json!([])).await?, expected);

    for thread in [1, 2, 0, 0] {
        panel.choose(thread).await?;
    }
    assert_eq!(panel.text(".explore-printed").await?, "sold: 1");
    assert!(panel.text(".explore").await?.contains("Challenge: Make it"));
    panel.choose(0).await?;
    let end = panel.text(".explore-end").await?;
    assert!(end.contains("The end: it prints sold: 1."), "{end}");
    assert!(
        panel
            .text(".explore")
            .await?
            .contains("Done: Make it lose a sale.")
    );
    first(page, ".challenge-done[data-program='01_tills']").await?;

    // Back, and forward along the same schedule; another choice replaces the rest.
    panel.press("Back").await?;
    panel.press("Back").await?;
    assert_eq!(panel.made().await?, 5);
    first(page, &panel.program.within(".explore-later")).await?;
    panel.press("Forward").await?;
    assert_eq!(panel.made().await?, 6);
    let row = panel.program.within("tbody tr:nth-child(2) button");
    let press = "document.querySelector(arguments[0]).click()";
    run(page, press, json!([row])).await?;
    assert_eq!(panel.made().await?, 1);
    panel.choose(2).await?;
    let later = panel.program.within(".explore-later");
    assert!(page.find_all(Locator::Css(&later)).await?.is_empty());
    panel.press("Start again").await?;
    assert_eq!(panel.made().await?, 0);
    leave(browser).await
}

/// The shortest schedule that fails is one click away, and its deadlock is drawn as a circle. The hints say how many schedules behind a
/// choice end in which way. A cell of the strip replays its schedule.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_shortest_failure_is_drawn() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let panel = Panel::open(page, LOCKS).await?;
    panel.press("Hints").await?;
    let hints = panel.text(".explore-now").await?;
    assert!(hints.contains("behind it: A 1 B 1"), "{hints}");
    panel.press("Shortest that fails").await?;
    assert_eq!(panel.made().await?, 2);
    let end = panel.text(".explore-end").await?;
    for words in [
        "it deadlocks",
        "main waits to see the end of alice (line 19)",
        "alice waits to lock safe, held by bob (line 9)",
        "bob waits to lock till, held by alice (line 15)",
    ] {
        assert!(end.contains(words), "{words}: {end}");
    }
    let drawn = "const svg = document.querySelector(arguments[0]);
        return [svg.querySelector('title').textContent, [...svg.querySelectorAll('text')].map((text) => text.textContent)]";
    let circle = panel.program.within(".explore-circle");
    let title = "alice waits for safe and bob; bob waits for till and alice";
    let expected = json!([title, ["alice", "safe", "bob", "till"]]);
    assert_eq!(run(page, drawn, json!([circle])).await?, expected);
    let all = panel.text(".explore").await?;
    assert!(
        all.contains("Done: Make it deadlock in two steps."),
        "{all}"
    );
    assert!(all.contains("Challenge: Change it"), "{all}");

    let cells = panel.program.within(".explore-cell");
    let cells = page.find_all(Locator::Css(&cells)).await?;
    assert_eq!(cells.len(), 4);
    cells[0].click().await?;
    assert!(
        panel
            .text(".explore-end")
            .await?
            .contains("The end: it prints done.")
    );
    leave(browser).await
}

/// Of many schedules the strip shows a sample, and the head says that these are not all.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_sample_says_so() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let panel = Panel::open(page, LARGE).await?;
    let all = panel.text(".explore").await?;
    for words in [
        "The first 2,800 schedules, not all.",
        "A sample: 200 schedules of 2,800.",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
    let cells = panel.program.within(".explore-cell");
    assert_eq!(page.find_all(Locator::Css(&cells)).await?.len(), 200);
    for _ in 0..3 {
        panel.press("At random").await?;
        assert!(
            panel
                .text(".explore-end")
                .await?
                .contains("The end: it prints")
        );
    }
    leave(browser).await
}

/// In each recorded exploration of the course, the panel finds the shortest schedule of each outcome. If all schedules are recorded, as many
/// of them lead to each outcome as its count says.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_panel_understands_all_recordings() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    Panel::open(page, TILLS).await?;
    let check = "const schedules = new course.Schedules(arguments[0]);
        const { outcomes, complete, recorded } = schedules;
        const counts = new Map();
        for (const number of schedules.sample(Infinity)) {
            const outcome = schedules.outcome(schedules.schedule(number));
            counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        }
        const all = complete && recorded === schedules.schedules;
        return outcomes.filter((outcome) => {
            const steps = schedules.shortest(outcome);
            return !steps || schedules.outcome(steps) !== outcome || (all && counts.get(outcome) !== outcome.count);
        }).map(({ words }) => words)";
    let mut seen = 0;
    for entry in fs::read_dir(root().join("listings/schedules"))? {
        let file = entry?.path();
        let exploration: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let wrong = run(page, check, json!([exploration])).await?;
        assert_eq!(wrong, json!([]), "{}", file.display());
        seen += 1;
    }
    ensure!(seen > 0, "nothing is recorded");
    leave(browser).await
}

/// The keyboard is enough: numbers and Enter choose, arrows go back and forward, the strip is one stop of Tab, and no key turns the page.
/// A screen reader is told each step and the end.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_keyboard_explores() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let here = page.current_url().await?;
    let program = Program::new(page, TILLS, "Rust");
    let explore = program.button("Explore").await?;
    run(page, "arguments[0].focus()", json!([explore])).await?;
    keys(page, &[Key::Enter.into()]).await?;
    first(page, &program.within(".explore-strip")).await?;
    assert_eq!(focused(page).await?, "Schedules of 01_tills (Rust)");
    let panel = Panel { page, program };

    keys(page, &['2', '1', '0', '1']).await?;
    assert_eq!(panel.made().await?, 3);
    keys(
        page,
        &[Key::Left.into(), Key::Left.into(), Key::Right.into()],
    )
    .await?;
    assert_eq!(panel.made().await?, 2);
    said(page, "Thread 1 reads 0 from sold.").await?;

    // Tab leads to each thread, and the focus stays on its button.
    let mut stops = Vec::new();
    for _ in 0..12 {
        keys(page, &[Key::Tab.into()]).await?;
        let stop = "return document.activeElement.textContent";
        let stop = run(page, stop, json!([])).await?;
        stops.push(stop.as_str().unwrap_or_default().to_owned());
        if stops.last().is_some_and(|stop| stop.contains("thread 2")) {
            break;
        }
    }
    let cells = stops
        .iter()
        .filter(|stop| ["A", "B"].contains(&stop.as_str()));
    assert_eq!(cells.count(), 1, "{stops:?}");
    keys(page, &[Key::Enter.into(), '1']).await?;
    assert_eq!(panel.made().await?, 4);
    let focus = run(page, "return document.activeElement.textContent", json!([])).await?;
    assert!(focus.to_string().contains("thread 2 has ended"), "{focus}");
    for _ in 0..3 {
        keys(page, &[Key::Right.into()]).await?; // There is only one choice.
    }
    said(page, "The end: the program prints sold: 1.").await?;

    let strip = panel.program.within(".explore-cell[tabindex='0']");
    run(
        page,
        "document.querySelector(arguments[0]).focus()",
        json!([strip]),
    )
    .await?;
    keys(
        page,
        &[
            Key::End.into(),
            Key::Left.into(),
            Key::Right.into(),
            Key::Enter.into(),
        ],
    )
    .await?;
    assert!(focused(page).await?.starts_with("A: schedule 6"));
    assert!(panel.text(".explore-end").await?.contains("sold: 2"));
    // To mdBook these are the search, the help and the next chapter.
    keys(page, &['s', '?', '/']).await?;
    assert_eq!(page.current_url().await?, here);
    let open = "return document.getElementById('mdbook-search-wrapper').checkVisibility()";
    assert_eq!(run(page, open, json!([])).await?, json!(false));
    leave(browser).await
}

/// Waits until the live region says these words.
async fn said(page: &Client, words: &str) -> Result<()> {
    let said = format!("//*[@role='status'][contains(., '{words}')]");
    let wait = page.wait().at_most(TIME_LIMIT);
    let found = wait.for_element(Locator::XPath(&said)).await;
    found.map(drop).with_context(|| words.to_owned())
}

/// Pages from disk show what is recorded. A program that the reader has changed needs the course's server, and so does a program
/// without a recording, which has no button.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn pages_from_disk_have_recordings() -> Result<()> {
    let book = explored_book(&root())?;
    let disk = format!("file://{}", book.path().display());
    let browser = Browser::open(&disk, json!({})).await?;
    let page = browser.go(PAGE).await?;
    let shown = "return [...document.querySelectorAll('.play-explore')].map((button) => button.checkVisibility())";
    let expected = json!([true, true, true, false]);
    assert_eq!(run(page, shown, json!([])).await?, expected);

    let program = Program::new(page, TILLS, "Rust");
    program.edit("fn main() {}").await?;
    program.press("Explore").await?;
    let failed = first(page, &program.within(".explore-failed")).await?;
    let failed = failed.text().await?;
    assert!(failed.contains("Only the course’s server"), "{failed}");
    let panel = Panel::open(page, LOCKS).await?;
    assert!(panel.text(".explore").await?.contains("4 schedules"));
    leave(browser).await
}

/// On the course's server a changed program is explored, with its progress. A program that cannot be explored gets the server's
/// message, and the reader can stop.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn changed_programs_are_explored() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let program = Program::new(page, LOCKS, "Rust");
    program.edit("fn main() {}").await?;
    let server = Imitation::open(page).await?;
    // What the page sends.
    let asked = "const fetch = window.fetch;
        window.fetch = (url, options) => { window.asked = [url, options.body]; return fetch(url, options); }";
    run(page, asked, json!([])).await?;
    program.press("Explore").await?;
    let shows = async |words: &str| -> Result<()> {
        let shown = format!("//*[@class='explore'][contains(., '{words}')]");
        let wait = page.wait().at_most(TIME_LIMIT);
        let found = wait.for_element(Locator::XPath(&shown)).await;
        found.map(drop).with_context(|| words.to_owned())
    };
    shows("Exploring").await?;
    server
        .tell(json!({ "event": "queued", "place": 2 }))
        .await?;
    shows("In the queue, at place 2 …").await?;
    server
        .tell(json!({ "event": "progress", "schedules": 12_000, "outcomes": 3 }))
        .await?;
    shows("12,000 schedules, 3 outcomes so far …").await?;
    let asked = run(page, "return [asked[0], JSON.parse(asked[1])]", json!([])).await?;
    assert_eq!(asked[0], "/explore");
    assert_eq!(asked[1]["source"], "fn main() {}\n");
    assert_eq!(asked[1]["edition"], "2024");

    let fixed = json!({
        "schedules": 1, "complete": true, "threads": [{ "name": "main", "is_task": false, "line": 0 }], "objects": [],
        "outcomes": [{ "output": "", "end": "finished", "count": 1, "shortest": [[0, 0]] }],
        "graph": {
            "ops": [["end", null, 1, "end", "ready", null, 1]], "events": [[0, "end", null, 1, "ends", null, null]],
            "nodes": [[[], [], 0], [[[0, 0]], [[0, 0, [0], 0]], null], [[], [[0, 0, [], 1]], null]], "root": 2,
        },
    });
    server
        .tell(json!({ "event": "explored", "exploration": fixed }))
        .await?;
    shows("1 schedule, and no others.").await?;
    shows("Done: Change it, and show that it cannot deadlock.").await?;
    shows("Challenge: Make it deadlock").await?;

    run(
        page,
        "document.querySelector('.cm-content').focus()",
        json!([]),
    )
    .await?;
    replace(page, "fn main() { x }").await?;
    shows("You have changed the program since it was explored.").await?;
    let server = Imitation::open(page).await?;
    let panel = Panel { page, program };
    panel.press("Explore again").await?;
    shows("Exploring").await?;
    server
        .tell(json!({ "event": "refused", "why": "\x1b[31merror\x1b[0m: cannot find `x`\n  at line 1" }))
        .await?;
    shows("error: cannot find `x`").await?;

    let silent = "const about = window.fetch;
        window.fetch = (url, options) => options.method !== 'POST' ? about(url, options) : new Response(new ReadableStream({
            start: (stream) => options.signal.addEventListener('abort', () => stream.error(options.signal.reason)),
        }))";
    run(page, silent, json!([])).await?;
    panel.press("Explore again").await?;
    shows("Exploring").await?;
    panel.press("Stop").await?;
    shows("You have stopped the exploration.").await?;
    leave(browser).await
}

/// The course's own server explores what the reader has typed in the place of any Rust program, and says why it cannot explore another.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_server_explores_what_was_typed() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    // Where nothing is built yet, that takes longer than the page waits.
    let ready = "const ask = async () => {
            const { explore } = await (await fetch('/play')).json();
            explore.state === 'preparing' ? setTimeout(ask, 500) : document.documentElement.classList.add('explorer-ready');
        };
        ask()";
    run(page, ready, json!([])).await?;
    let wait = page.wait().at_most(3 * TIME_LIMIT);
    wait.for_element(Locator::Css(".explorer-ready")).await?;
    let program = Program::new(page, "05_select", "Rust");
    let typed = "static N: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);\n\
        fn main() { std::thread::scope(|s| { for _ in 0..2 { s.spawn(|| { let n = N.load(std::sync::atomic::Ordering::SeqCst); \
        N.store(n + 1, std::sync::atomic::Ordering::SeqCst); }); } }); println!(\"{N:?}\"); }";
    program.edit(typed).await?;
    let explore = program.button("Explore").await?;
    run(page, "arguments[0].click()", json!([explore])).await?;
    let wait = page.wait().at_most(TIME_LIMIT);
    let strip = program.within(".explore-strip");
    wait.for_element(Locator::Css(&strip)).await?;
    let panel = Panel { page, program };
    let all = panel.text(".explore").await?;
    for words in [
        "6 schedules, and no others.",
        "In 4, it prints 1",
        "In 2, it prints 2",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
    panel.press("Shortest").await?;
    assert!(
        panel
            .text(".explore-end")
            .await?
            .contains("The end: it prints")
    );

    run(
        page,
        "document.querySelector('.cm-content').focus()",
        json!([]),
    )
    .await?;
    replace(page, "extern crate rayon; fn main() {}").await?;
    panel.press("Explore again").await?;
    let failed = panel.program.within(".explore-failed");
    let wait = page.wait().at_most(TIME_LIMIT);
    let failed = wait.for_element(Locator::Css(&failed)).await?;
    let failed = failed.text().await?;
    assert!(failed.contains("can't find crate for `rayon`"), "{failed}");
    leave(browser).await
}

/// While the editor is open, the marks lie on its lines. On paper the panel is a table. On a phone nothing is wider than the page.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_panel_fits() -> Result<()> {
    let (_book, browser) = open().await?;
    let page = browser.go(PAGE).await?;
    let program = Program::new(page, TILLS, "Rust");
    program.press("Edit").await?;
    first(page, &program.within(".cm-focused")).await?;
    let panel = Panel::open(page, TILLS).await?;
    panel.choose(1).await?;
    let marked = "const mark = document.querySelector('.explore-last').getBoundingClientRect();
        const line = document.querySelectorAll('.cm-line')[11].getBoundingClientRect();
        return Math.abs(mark.top + mark.height / 2 - line.top - line.height / 2) < 3";
    assert_eq!(run(page, marked, json!([])).await?, json!(true));

    let paper = json!({ "media": "print" });
    browser
        .devtools("Emulation.setEmulatedMedia", paper)
        .await?;
    let seen = "return ['.explore-steps td', '.explore-cell', '.explore-printed', '.play-bar', '.explore-go']
        .map((css) => document.querySelector(css).checkVisibility())";
    let expected = json!([true, true, true, false, false]);
    assert_eq!(run(page, seen, json!([])).await?, expected);
    let screen = json!({ "media": "" });
    browser
        .devtools("Emulation.setEmulatedMedia", screen)
        .await?;

    let phone = json!({ "width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": false });
    browser
        .devtools("Emulation.setDeviceMetricsOverride", phone)
        .await?;
    let page = browser.go(PAGE).await?; // Wide, the table of contents was open.
    Panel::open(page, LARGE).await?.press("At random").await?;
    Panel::open(page, LOCKS)
        .await?
        .press("Shortest that")
        .await?;
    let wide = "const wide = [...document.querySelectorAll('.explore, .explore *')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth);
        return [document.documentElement.scrollWidth <= innerWidth, wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 80))]";
    assert_eq!(run(page, wide, json!([])).await?, json!([true, []]));
    leave(browser).await
}

/// What a page loads to explore a program is small: the panel has less than 10 kB, and a recorded exploration at most 30 kB, compressed.
#[test]
fn the_panel_is_small() -> Result<()> {
    let book = explored_book(&root())?;
    let mut panel = Vec::new();
    for file in [
        "schedules.js",
        "explorers.js",
        "marks.js",
        "circle.js",
        "explore.js",
        "explore.css",
    ] {
        panel.extend(fs::read(book.path().join(file))?);
    }
    let size = packed(&panel)?;
    assert!(size < 10_000, "{size} bytes");
    let mut recordings = Vec::new();
    for folder in [
        root().join("listings/schedules"),
        book.path().join("schedules"),
    ] {
        let entries = fs::read_dir(folder).into_iter().flatten();
        recordings.extend(
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>>>()?,
        );
    }
    ensure!(recordings.len() >= 3, "{recordings:?}");
    for file in recordings {
        let size = packed(&fs::read(&file)?)?;
        assert!(size <= 30_000, "{}: {size} bytes", file.display());
    }
    Ok(())
}

/// How many bytes gzip makes of these.
pub fn packed(bytes: &[u8]) -> Result<usize> {
    let mut gzip = Command::new("gzip")
        .arg("-c")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = gzip.stdin.take().context("stdin is piped")?;
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let packed = gzip.wait_with_output()?;
    ensure!(packed.status.success(), "gzip fails");
    writer
        .join()
        .map_err(|_| anyhow::anyhow!("the writer panicked"))??;
    Ok(packed.stdout.len())
}
