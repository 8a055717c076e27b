//! Programs that are played in a real browser. Runs only when asked for: `cargo test -p server --test play_in_browser -- --ignored`.
//!
//! # Layout
//! - [`whole_book`]: every program of every page matches the book.
//! - [`output`]: what a program prints, and what the page makes of it.
//! - [`reading`]: what a reader sees, types and copies.
//! - [`exploring`]: the panel that shows the schedules of a program.
//! - [`explored_book`]: a small book with recorded explorations.
//! - [`practising`]: exercises, and what their checks say of an answer.
//! - [`practised_book`]: a small book with exercises.
//! - [`program`]: the course's server in a browser, and a program on a page.
//! - [`server`]: the course's server, started for a test.

mod explored_book;
mod exploring;
mod output;
mod practised_book;
mod practising;
mod program;
mod reading;
#[path = "../play/server.rs"]
mod server;
mod whole_book;

use std::fs;
use std::io::Write;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use browser::{Browser, Pages, first, run};
use fantoccini::Locator;
use fantoccini::key::Key;
use manuscript::{Audience, Manuscript};
use serde_json::{Value, json};

use program::{
    Course, Program, TIME_LIMIT, book, focused, keeps_to_itself, keys, leave, replace, root,
};

/// Chapters, and what they have: a program in three languages, a refused one, one that never ends.
const SELECT: &str = "05_select.html";
const CHANNELS: &str = "02_channels_basics.html";
/// A chapter with a program that never ends, and is no deadlock.
const TIMERS: &str = "06_timeouts_and_timers.html";

/// A Rust program runs as it is and matches the book; edited it does what the reader wrote, also after a reload; reset it
/// is the book's again.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn rust_is_played() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Matches the book");
    assert!(program.shown().await?.contains("stop: 4 orders taken"));

    program
        .edit(r#"fn main() { println!("typed / s ?") }"#)
        .await?;
    program.press("Run").await?;
    let verdict = program.ended().await?;
    assert_eq!(
        verdict,
        "Edited: line 1 is “typed / s ?”, and in the book “counter: bread”; it prints 4 lines fewer"
    );
    let differs = program.within(".play-changed");
    first(page, &differs).await?;
    assert_eq!(program.lines().await?, json!(["typed / s ?"]));

    page.refresh().await?;
    let program = Program::new(page, "05_select", "Rust");
    let note = first(page, &program.within(".play-edited")).await?;
    assert_eq!(note.text().await?, "Edited");
    program.press("Run").await?;
    program.ended().await?;
    assert_eq!(program.lines().await?, json!(["typed / s ?"]));

    program.press("Reset").await?;
    page.refresh().await?;
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Matches the book");
    leave(browser).await
}

/// So does a Python program, whose output arrives with the time of each line.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn python_is_played() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    first(page, "[data-tabname=Python]").await?.click().await?;
    let program = Program::new(page, "05_select", "Python");
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Matches the book");

    program
        .edit("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
        .await?;
    program.press("Run").await?;
    program.ended().await?;
    let lines = program.lines().await?;
    let lines = lines.as_array().context("a list")?;
    assert!(lines.contains(&json!("out")) && lines.contains(&json!("stderr: err")));
    assert!(program.shown().await?.contains("Exit code 3"));

    let time = "return getComputedStyle(document.querySelector(arguments[0]), '::before').content";
    let line = program.within(".play-line");
    assert_eq!(run(page, time, json!([line])).await?, json!("none"));
    first(page, &program.within(".play-times"))
        .await?
        .click()
        .await?;
    let shown = run(page, time, json!([line])).await?;
    assert!(shown.to_string().contains("ms"), "{shown}");
    leave(browser).await
}

/// So does a Go program; where there is no Go, its tab says so, and has the transcript.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn go_is_played_where_it_is() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    first(page, "[data-tabname=Go]").await?.click().await?;
    let program = Program::new(page, "05_select", "Go");
    program.press("Run").await?;
    let verdict = program.ended().await?;
    if Command::new("go").arg("version").output().is_err() {
        assert_eq!(verdict, "Not run");
        let shown = program.shown().await?;
        assert!(shown.contains("install Go"), "{shown}");
        assert!(shown.contains("stop: 4 orders taken"), "{shown}");
        return leave(browser).await;
    }
    assert_eq!(verdict, "Matches the book");
    program
        .edit(r#"package main; import "fmt"; func main() { fmt.Println("typed") }"#)
        .await?;
    program.press("Run").await?;
    program.ended().await?;
    assert_eq!(program.lines().await?, json!(["typed"]));
    leave(browser).await
}

/// What never ends matches the book when the reader stops it, when the time limit does, and when it is a deadlock.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn what_never_ends_is_stopped() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(TIMERS).await?;
    // A thread of it sleeps in long steps (crossbeam's `never`), so it is no deadlock.
    let program = Program::new(page, "06_timeouts_and_timers_outlives", "Rust");
    program.press("Run").await?;
    let all = program.within(".play-line:nth-child(2)");
    page.wait()
        .at_most(TIME_LIMIT)
        .for_element(Locator::Css(&all))
        .await?;
    program.press("Stop").await?;
    assert_eq!(program.ended().await?, "Matches the book");
    assert!(program.shown().await?.contains("Stopped by you"));

    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Matches the book");
    assert!(program.shown().await?.contains("limit of time"));

    let page = browser.go(CHANNELS).await?;
    let program = Program::new(page, "02_channels_basics_kept_sender", "Rust");
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Matches the book");
    let shown = program.shown().await?;
    assert!(
        shown.contains("Deadlock: the only thread waits, and nothing can wake it"),
        "{shown}"
    );
    leave(browser).await
}

/// A refused program is refused as the book says, and the place of the error leads into the editor.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_refusal_leads_to_its_line() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select_moved", "Rust");
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Refused, as the book says");
    first(page, &program.within(".play-messages .sgr-bold")).await?;

    first(page, &program.within(".play-place"))
        .await?
        .click()
        .await?;
    let line = program.within(".cm-focused .cm-activeLine");
    let line = first(page, &line).await?.text().await?;
    assert_eq!(line.trim(), "what = bread => {");
    leave(browser).await
}

/// All of it without a mouse: run, edit, type, run, leave the editor, stop.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_keyboard_is_enough() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    let here = page.current_url().await?;
    let program = Program::new(page, "05_select", "Rust");
    let run_button = program.button("Run").await?;
    run(page, "arguments[0].focus()", json!([run_button])).await?;
    keys(page, &[Key::Enter.into()]).await?;
    assert_eq!(program.ended().await?, "Matches the book");

    keys(page, &[Key::Tab.into()]).await?;
    assert_eq!(focused(page).await?, "Explore 05_select (Rust)");
    keys(page, &[Key::Tab.into()]).await?;
    assert_eq!(focused(page).await?, "Edit 05_select (Rust)");
    keys(page, &[Key::Enter.into()]).await?;
    first(page, &program.within(".cm-focused")).await?;
    assert!(focused(page).await?.contains("Escape and then Tab"));
    replace(page, "fn main() { loop {} }").await?;
    // Tab indents, and the arrows stay on this page.
    keys(page, &[Key::Home.into(), Key::Tab.into(), Key::Left.into()]).await?;
    assert_eq!(page.current_url().await?, here);
    keys(page, &[Key::Control.into(), Key::Enter.into()]).await?;
    first(page, &program.within(".play-running")).await?;
    keys(page, &[Key::Escape.into()]).await?;
    keys(page, &[Key::Tab.into()]).await?;
    assert_eq!(focused(page).await?, "Stop 05_select (Rust)");
    keys(page, &[Key::Enter.into()]).await?;
    program.ended().await?;
    assert!(program.shown().await?.contains("Stopped by you"));
    leave(browser).await
}

/// The end of a run is said in a live region.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_end_is_said() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    Program::new(page, "05_select", "Rust").press("Run").await?;
    let status = "//*[@role='status'][contains(., 'Matches the book') and contains(., 'stop: 4')]";
    let wait = page.wait().at_most(TIME_LIMIT);
    wait.for_element(Locator::XPath(status)).await?;
    leave(browser).await
}

/// On a touch screen every button is large enough.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn buttons_can_be_touched() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(
        &pages.address(),
        json!({ "mobileEmulation": {
            "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2, "touch": true }
        } }),
    )
    .await?;
    let page = browser.go(SELECT).await?;
    first(page, ".play-run").await?;
    let small = "return [...document.querySelectorAll('.play button')]
            .filter((button) => button.checkVisibility())
            .map((button) => [button.ariaLabel, button.getBoundingClientRect()])
            .filter(([, box]) => box.width < 40 || box.height < 40)
            .map(([label]) => label)";
    assert_eq!(run(page, small, json!([])).await?, json!([]));
    leave(browser).await
}

/// Pages that are published ask nobody until a click. Without an answer they show what is stored, and say so.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn without_an_answer_the_transcript_is_shown() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    keeps_to_itself(page).await?;

    // The browser knows no address but this machine's.
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Not run");
    let shown = program.shown().await?;
    for words in [
        "The public playground cannot be reached.",
        "The transcript, which the book has stored:",
        "stop: 4 orders taken",
        "cargo run -p listings --example 05_select",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    first(page, "[data-tabname=Python]").await?.click().await?;
    let program = Program::new(page, "05_select", "Python");
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Not run");
    let shown = program.shown().await?;
    assert!(shown.contains("stop: 4 orders taken"), "{shown}");
    assert!(
        shown.contains("python3 python/05_select/main.py"),
        "{shown}"
    );
    let complaints = browser.complaints().await?;
    let of_the_playground = |complaint: &String| complaint.contains("play.rust-lang.org");
    assert!(complaints.iter().all(of_the_playground), "{complaints:?}");
    browser.close().await
}

/// Who does not answer in time is not waited for.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn late_answers_are_not_waited_for() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    let silence = "const wait = setTimeout;
        window.setTimeout = (task, ms) => wait(task, ms / 100); // time flies
        window.fetch = (url, { signal }) => new Promise((_, reject) => signal.onabort = () => reject(signal.reason))";
    run(page, silence, json!([])).await?;
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Not run");
    let shown = program.shown().await?;
    assert!(shown.contains("did not answer within 10 s"), "{shown}");
    assert!(shown.contains("stop: 4 orders taken"), "{shown}");
    leave(browser).await
}

/// When the book has another version of a program since, the reader's text stays, and the page says so.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn edits_outlive_a_new_version() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    Program::new(page, "05_select", "Rust")
        .edit("fn main() {}")
        .await?;
    let older = "for (const [key, value] of Object.entries(localStorage)) {
            if (key.startsWith('course-edit-')) {
                localStorage[key] = JSON.stringify({ ...JSON.parse(value), book: 'fn main() { old() }' });
            }
        }";
    run(page, older, json!([])).await?;
    page.refresh().await?;
    let program = Program::new(page, "05_select", "Rust");
    let note = first(page, &program.within(".play-edited")).await?;
    assert_eq!(
        note.text().await?,
        "Edited; the version of the book has changed since then"
    );
    let code = first(page, "code.program-05_select.language-rust").await?;
    assert_eq!(code.text().await?, "fn main() {}");
    program.press("Reset").await?;
    assert_eq!(note.text().await?, "");
    assert!(code.text().await?.contains("select! {"));
    leave(browser).await
}

/// On pages that are published, the public playground runs Rust, and what cargo says is not taken for the program's.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_public_playground_is_asked() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let answers = "window.fetch = async (url, { body }) => {
            window.asked = [url, JSON.parse(body)];
            return Response.json(arguments[0]);
        }";
    let transcript = fs::read_to_string(root().join("listings/transcripts/05_select.txt"))?;
    let cargo = "   Compiling playground v0.0.1 (/playground)\n    Finished `dev` profile target(s) in 0.57s\n";
    let runs = format!("{cargo}     Running `target/debug/playground`\n");
    let ok = json!({ "success": true, "exitDetail": "", "stdout": transcript, "stderr": runs });
    run(page, answers, json!([ok])).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Matches the book");
    let asked = run(page, "return asked", json!([])).await?;
    assert_eq!(asked[0], "https://play.rust-lang.org/execute");
    assert_eq!(asked[1]["edition"], "2024");
    let code = asked[1]["code"].as_str().unwrap_or_default();
    assert!(
        code.contains("use std::thread;"),
        "hidden lines are sent: {code}"
    );

    let error = "error[E0382]: use of moved value\n --> src/main.rs:19:20\n\nerror: could not compile `playground`\n";
    let refused = json!({ "success": false, "exitDetail": "Exited with status 101", "stdout": "",
        "stderr": format!("   Compiling playground v0.0.1 (/playground)\n{error}") });
    run(page, answers, json!([refused])).await?;
    let program = Program::new(page, "05_select_moved", "Rust");
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Refused, as the book says");
    assert!(!program.shown().await?.contains("playground"));
    first(page, &program.within(".play-place"))
        .await?
        .click()
        .await?;
    first(page, &program.within(".cm-focused")).await?;
    leave(browser).await
}

/// Answers that a server may give on `05_select`: the status, the headers, the events, and then the verdict and the words that the
/// page shows, with a `|` between them.
fn answers() -> Vec<(u16, Value, Value, &'static str, &'static str)> {
    let output = |stream: &str, text: &str| json!({ "event": "output", "stream": stream, "text": text, "ms": 1.5 });
    let ended = |how: Value| json!({ "event": "ended", "ms": 1234.5, "how": how });
    let transcript =
        "counter: bread\nphone: cakes\nphone: rolls\ncounter: pies\nstop: 4 orders taken\n";
    let (start, rest) = transcript.split_at(20);
    vec![
        (
            200,
            json!({}),
            json!([
                { "event": "queued", "place": 2 },
                { "event": "preparing", "what": "tokio" },
                { "event": "compiling" },
                { "event": "compiled", "ms": 212, "cached": false, "messages": "\x1b[33mwarning\x1b[0m: unused\n" },
                { "event": "started" },
                output("stdout", start),
                output("stdout", rest),
                ended(json!({ "kind": "exit", "code": 0 })),
            ]),
            "Matches the book",
            "warning: unused|Exit code 0|ran 1.23 s · no namespaces · compiled in 210 ms",
        ),
        (
            200,
            json!({}),
            json!([
                output("stdout", transcript),
                output("stderr", "boom"),
                ended(json!({ "kind": "signal", "number": 6, "name": "SIGABRT" })),
            ]),
            "Differs from the book in line 6: the book has no more",
            "stderr: boom|SIGABRT, signal 6",
        ),
        (
            200,
            json!({}),
            json!([ended(
                json!({ "kind": "limit", "limit": "memory", "text": "stopped at 256 MB" })
            )]),
            "Differs from the book in line 1: the book has “counter: bread”",
            "Nothing was printed.|Stopped at 256 MB (limit of memory)",
        ),
        (
            200,
            json!({}),
            json!([ended(
                json!({ "kind": "failed", "text": "no disk: make room" })
            )]),
            "Not run",
            "no disk: make room|stop: 4 orders taken",
        ),
        (
            200,
            json!({}),
            json!([{ "event": "started" }]),
            "Not run",
            "The connection was lost before the program ended.|stop: 4 orders taken",
        ),
        (
            429,
            json!({ "Retry-After": "5" }),
            json!([{ "error": "Too many wait." }]),
            "Not run",
            "Too many wait. Try again in 5 s.|stop: 4 orders taken",
        ),
    ]
}

/// Whatever the server may say is shown: its events, its refusals, and that it broke off.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn every_answer_is_shown() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    // A server that gives this answer, its events one by one.
    let server = "const [status, headers, events] = arguments;
        document.documentElement.dataset.play = 'server';
        const about = { languages: { rust: { state: 'ready' } }, guards: { full: false, missing: 'no namespaces' } };
        window.fetch = async (url, options) => options.method === 'POST'
            ? new Response(events.map((event) => JSON.stringify(event) + '\\n').join(''), { status, headers })
            : Response.json(about)";
    for (status, headers, events, verdict, shown) in answers() {
        run(page, server, json!([status, headers, events])).await?;
        program.press("Run").await?;
        assert_eq!(program.ended().await?, verdict);
        let all = program.shown().await?;
        for words in shown.split('|') {
            assert!(all.contains(words), "{words}: {all}");
        }
    }
    leave(browser).await
}

/// Opened from disk, a program can be edited, with the editor that stands beside the pages.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_editor_opens_from_disk() -> Result<()> {
    let disk = format!("file://{}", book()?.display());
    let browser = Browser::open(&disk, json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.edit("fn main() {}").await?;
    leave(browser).await
}

/// When the course's server is gone, a program shows what is stored.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn without_the_server_the_transcript_is_shown() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    drop(course);
    program.press("Run").await?;
    assert_eq!(program.ended().await?, "Not run");
    let shown = program.shown().await?;
    assert!(shown.contains("server cannot be reached"), "{shown}");
    assert!(shown.contains("stop: 4 orders taken"), "{shown}");
    browser.close().await
}

/// mdBook's own button works as it is, in a book without the course's scripts, once its script asks this server and not the
/// public playground.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_button_of_mdbook_works() -> Result<()> {
    let book = tempfile::tempdir()?;
    for (file, text) in [
        (
            "book.toml",
            "[book]\ntitle = \"Plain\"\n[rust]\nedition = \"2024\"\n",
        ),
        ("src/SUMMARY.md", "[One](one.md)\n"),
        (
            "src/one.md",
            "# One\n\n```rust\nextern crate tokio;\nprintln!(\"from {}\", \"the server\");\n```\n",
        ),
        ("theme/preview.js", ""),
    ] {
        let file = book.path().join(file);
        fs::create_dir_all(file.parent().context("a file has a folder")?)?;
        fs::write(file, text)?;
    }
    // Its programs are built as the course's are.
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
        "crates",
        "tests",
        "target",
    ] {
        std::os::unix::fs::symlink(root().join(name), book.path().join(name))?;
    }
    // Its pages show no exercises and no quizzes, so it must not have any.
    fs::create_dir(book.path().join("listings"))?;
    for name in ["Cargo.toml", "benches", "examples", "src"] {
        let place = format!("listings/{name}");
        std::os::unix::fs::symlink(root().join(&place), book.path().join(&place))?;
    }
    let rendered = book.path().join("book");
    Manuscript::load(book.path())?.render(&rendered, Audience::Public)?;
    let names = fs::read_dir(&rendered)?.map(|entry| Ok(entry?.file_name().into_string()));
    let names: Vec<String> = names
        .filter_map(|name: Result<_>| name.ok()?.ok())
        .collect();
    let script = names.iter().find(|name| name.starts_with("book-"));
    let script = fs::read_to_string(rendered.join(script.context("mdBook has a script")?))?;
    let playground = "https://play.rust-lang.org";
    ensure!(script.contains(playground), "mdBook's script has changed");
    fs::write(
        book.path().join("theme/book.js"),
        script.replace(playground, ""),
    )?;

    let course = Course::start(book.path())?;
    let browser = course.browser().await?;
    let page = browser.go("one.html").await?;
    let play = first(page, ".playground .play-button:not([hidden])").await?;
    run(page, "arguments[0].click()", json!([play])).await?;
    let result = "//code[contains(@class, 'result')][contains(., 'from the server')]";
    let wait = page.wait().at_most(TIME_LIMIT);
    wait.for_element(Locator::XPath(result)).await?;
    leave(browser).await
}

/// The scripts that play programs are small: less than 15 kB together, compressed.
#[test]
fn the_scripts_are_small() {
    let scripts = ["page", "terminal", "matcher", "runners", "result", "play"];
    let size = packed(&scripts.map(|name| format!("{name}.js")));
    assert!(size < 15_000, "{size} bytes");
}

/// What every page loads for the interview has less than 6 kB, compressed, and what only its reader loads has less than 10 kB.
#[test]
fn the_interview_is_small() {
    let every = ["boxes.js", "interview.js", "interview.css"];
    let size = packed(&every.map(str::to_owned));
    assert!(size < 6_000, "{size} bytes");
    let size = packed(&manuscript::training::SCRIPTS.map(str::to_owned));
    assert!(size < 10_000, "{size} bytes");
}

/// How many bytes gzip makes of these files of the theme.
fn packed(files: &[String]) -> usize {
    let all: Vec<u8> = files
        .iter()
        .flat_map(|file| fs::read(root().join("theme").join(file)).unwrap())
        .collect();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&all).unwrap();
    let packed = Command::new("gzip")
        .arg("-c")
        .arg(file.path())
        .output()
        .unwrap();
    assert!(packed.status.success());
    packed.stdout.len()
}
