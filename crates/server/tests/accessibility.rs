//! Pages that everybody can read and use: axe-core finds no fault in them, and a keyboard is enough. Runs only when asked for:
//! `cargo test -p server --test accessibility -- --ignored`.
//!
//! axe-core is in `target/checkers`, where `.ci/run` installs it.

#[path = "play/course.rs"]
mod course;
#[path = "play_in_browser/explored_book.rs"]
mod explored_book;
#[path = "play_in_browser/practised_book.rs"]
mod practised_book;
#[path = "play/server.rs"]
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser::{Browser, first, run};
use fantoccini::key::Key;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, Locator};
use manuscript::{Audience, Manuscript};
use serde_json::json;

use course::Course;
use explored_book::{PAGE, explored_book};
use practised_book::{CHECKS, SUM, practised_book};

/// The widths of a laptop's window and of a phone, in CSS pixels.
const WIDE: u32 = 1300;
const PHONE: u32 = 360;

/// The rules whose verdict depends on a theme.
const COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// How long a program may take to end, and how long axe-core may take for the whole book on one page, on a busy machine.
const TIME_LIMIT: Duration = Duration::from_secs(300);

/// A chapter with programs that end well, and one that the compiler refuses.
const CHAPTER: &str = "05_select.html";

/// axe-core finds no fault in any page of the book, with its folded answers open, in the light and the dark theme, on a laptop.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn every_page_is_accessible_on_a_laptop() -> Result<()> {
    every_page_is_accessible(WIDE).await
}

/// The same on a phone.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn every_page_is_accessible_on_a_phone() -> Result<()> {
    every_page_is_accessible(PHONE).await
}

async fn every_page_is_accessible(width: u32) -> Result<()> {
    let book = tempfile::tempdir()?;
    Manuscript::load(&root())?.render(book.path(), Audience::Public)?;
    let pages = browser::Pages::serve(book.path())?;
    let checked = Checked::open(&pages.address(), width).await?;
    let mut faults = Vec::new();
    for name in names(book.path())? {
        let page = checked.go(&name).await?;
        let open = "document.querySelectorAll('details').forEach((folded) => folded.open = true)";
        run(page, open, json!([])).await?;
        faults.extend(checked.faults(&name, "light", &[]).await?);
        faults.extend(checked.faults(&name, "navy", &COLOURS).await?);
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    checked.browser.close().await
}

/// axe-core finds no fault in what a reader opens and what a program leaves: output, a refusal, the editor, hidden lines, folded
/// answers, the search, the list of themes, the help and the table of contents, in all themes of mdBook.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn what_opens_is_accessible() -> Result<()> {
    let course = Course::start(&[]);
    for width in [WIDE, PHONE] {
        let checked = Checked::open(&format!("http://{}", course.address), width).await?;
        let page = checked.go(CHAPTER).await?;
        let (program, refused) = (
            "pre:has(> .program-05_select.language-rust)",
            "pre:has(> .program-05_select_moved.language-rust)",
        );
        play(page, program).await?;
        play(page, refused).await?;
        let mut faults = in_themes(&checked, "after a run").await?;

        press(page, program, "Edit").await?;
        first(page, &format!("{program} .cm-focused")).await?;
        keys(page, &[Key::Control.into(), 'a']).await?;
        let text = r#"fn main() { println!("a"); eprintln!("b"); panic!() }"#;
        keys(page, &text.chars().collect::<Vec<_>>()).await?;
        play(page, program).await?;
        let open = "document.querySelectorAll('details').forEach((folded) => folded.open = true);
             document.querySelectorAll('[title=\"Show hidden lines\"]').forEach((eye) => eye.click());
             document.getElementById('mdbook-search-toggle').click()";
        run(page, open, json!([])).await?;
        let bar = first(page, "#mdbook-searchbar").await?;
        bar.send_keys("channel").await?;
        first(page, "#mdbook-searchresults li").await?;
        run(
            page,
            "document.getElementById('mdbook-theme-toggle').click()",
            json!([]),
        )
        .await?;
        faults.extend(in_themes(&checked, "with all open").await?);

        let page = checked.go(CHAPTER).await?;
        keys(page, &['?']).await?;
        faults.extend(in_themes(&checked, "with the help").await?);
        keys(page, &[Key::Escape.into()]).await?;
        first(page, "#mdbook-sidebar-toggle").await?.click().await?;
        faults.extend(in_themes(&checked, "with the other state of the contents").await?);
        ensure!(faults.is_empty(), "{}", faults.join("\n"));
        checked.browser.close().await?;
    }
    Ok(())
}

/// axe-core finds no fault in the panel that shows the schedules of a program: at its start, in the middle of a schedule with hints, at a
/// deadlock, with many schedules, and with a reason why a program is not explored.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn the_panel_of_schedules_is_accessible() -> Result<()> {
    let book = explored_book(&root())?;
    let pages = browser::Pages::serve(book.path())?;
    for width in [WIDE, PHONE] {
        let checked = Checked::open(&pages.address(), width).await?;
        let page = checked.go(PAGE).await?;
        for name in ["01_tills", "01_deadlock", "01_spin"] {
            let program = format!("pre:has(> .program-{name})");
            press(page, &program, "Explore").await?;
            first(page, &format!("{program} .explore-strip")).await?;
        }
        let mut faults = in_themes(&checked, "at the start").await?;
        let [tills, locks] =
            ["tills", "deadlock"].map(|name| format!("pre:has(> .program-01_{name})"));
        press(page, &tills, "Hints").await?;
        press(page, &tills, "Forward").await?;
        let choose =
            "document.querySelector(`${arguments[0]} .explore-go[aria-disabled=false]`).click()";
        run(page, choose, json!([tills])).await?;
        press(page, &locks, "Shortest that fails").await?;
        press(page, "pre:has(> .program-01_spin)", "At random").await?;
        press(page, "pre:has(> .program-01_spin)", "Back").await?;
        faults.extend(in_themes(&checked, "with steps").await?);

        press(page, &tills, "Edit").await?;
        first(page, &format!("{tills} .cm-focused")).await?;
        keys(page, &['x']).await?;
        faults.extend(in_themes(&checked, "after a change").await?);
        press(page, &tills, "Explore").await?;
        press(page, &tills, "Explore").await?;
        first(page, &format!("{tills} .explore-failed")).await?;
        faults.extend(in_themes(&checked, "not explored").await?);
        ensure!(faults.is_empty(), "{}", faults.join("\n"));
        checked.browser.close().await?;
    }
    Ok(())
}

/// axe-core finds no fault in an exercise: before and in the middle of a check, with the results of all kinds and the panel of a schedule that
/// fails, with the editor, and solved.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn exercises_are_accessible() -> Result<()> {
    let book = practised_book(&root())?;
    let pages = browser::Pages::serve(book.path())?;
    let recorded = root().join("crates/server/tests/play_in_browser/explored/deadlock");
    let exploration = fs::read_to_string(recorded.with_extension("json"))?;
    let exploration: serde_json::Value = serde_json::from_str(&exploration)?;
    let program = fs::read_to_string(recorded.with_extension("rs"))?;
    let block = format!(".exercise[data-name='{SUM}']");
    for width in [WIDE, PHONE] {
        let checked = Checked::open(&pages.address(), width).await?;
        let page = checked.go(practised_book::PAGE).await?;
        first(page, &format!("{block} .play-run")).await?;
        let mut faults = in_themes(&checked, "an exercise").await?;
        let events = json!([
            { "event": "checking", "check": CHECKS[0] },
            { "event": "checked", "check": CHECKS[1], "passed": false, "why": "no\nin line 2" },
        ]);
        check(page, &block, events).await?;
        first(page, &format!("{block} [data-state=failed]")).await?;
        faults.extend(in_themes(&checked, "in the middle of a check").await?);
        press(page, &block, "Stop").await?;

        let events = json!([
            { "event": "checked", "check": CHECKS[0], "passed": true },
            { "event": "checked", "check": CHECKS[1], "passed": false, "why": "no\nin line 2" },
            { "event": "checked", "check": CHECKS[2], "passed": false, "why": "waits", "program": program, "exploration": exploration },
            { "event": "done", "passed": 1, "of": 3 },
        ]);
        check(page, &block, events).await?;
        ended(page, &block).await?;
        let show = "document.querySelector(`${arguments[0]} .exercise-show`).click()";
        run(page, show, json!([block])).await?;
        first(page, &format!("{block} .explore-end")).await?;
        press(page, &format!("{block} > pre"), "Edit").await?;
        first(page, &format!("{block} .cm-content")).await?;
        let open = "document.querySelectorAll('details').forEach((folded) => folded.open = true)";
        run(page, open, json!([])).await?;
        faults.extend(in_themes(&checked, "with all results").await?);

        check(
            page,
            &block,
            json!([{ "event": "refused", "why": "\u{1b}[1merror\u{1b}[0m: no\n --> main.rs:2:5" }]),
        )
        .await?;
        ended(page, &block).await?;
        faults.extend(in_themes(&checked, "refused").await?);
        let events = json!([{ "event": "done", "passed": 3, "of": 3 }]);
        check(page, &block, events).await?;
        ended(page, &block).await?;
        faults.extend(in_themes(&checked, "solved").await?);
        ensure!(faults.is_empty(), "{}", faults.join("\n"));
        checked.browser.close().await?;
    }
    Ok(())
}

/// axe-core finds no fault in the mock interview: in a question, its answer with the points, its follow-up, the end of its time and the
/// result; nor in the desk with a drawn question, nor in the reader's progress.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn the_mock_interview_is_accessible() -> Result<()> {
    let book = tempfile::tempdir()?;
    Manuscript::load(&root())?.render(book.path(), Audience::Public)?;
    let pages = browser::Pages::serve(book.path())?;
    let click = "[...document.querySelectorAll('.interview-desk button')]
        .find((button) => button.textContent === arguments[0]).click()";
    for width in [WIDE, PHONE] {
        let checked = Checked::open(&pages.address(), width).await?;
        let page = checked.go("interview.html").await?;
        let press = async |label: &str| run(page, click, json!([label])).await.map(drop);
        press("Draw a question").await?;
        run(
            page,
            "document.querySelector('.interview-card > details').open = true",
            json!([]),
        )
        .await?;
        first(page, ".interview-standing > summary")
            .await?
            .click()
            .await?;
        first(page, ".interview-standing table").await?;
        press("Export").await?;
        let mut faults = in_themes(&checked, "the desk and the progress").await?;

        press("Start a mock interview").await?;
        first(page, ".mock h2").await?;
        faults.extend(in_themes(&checked, "a question").await?);
        let over = "const now = Date.now(); Date.now = () => now + 100000";
        run(page, over, json!([])).await?;
        first(page, ".mock-over:not(:empty)").await?;
        faults.extend(in_themes(&checked, "the end of its time").await?);
        press("Show the answer").await?;
        run(
            page,
            "document.querySelector('.mock-points input').click()",
            json!([]),
        )
        .await?;
        press("Ask the follow-up").await?;
        press("Show the answer").await?;
        faults.extend(in_themes(&checked, "the answers").await?);
        press("Next question").await?;
        run(page, "window.confirm = () => true", json!([])).await?;
        press("Give up").await?;
        first(page, ".mock table").await?;
        faults.extend(in_themes(&checked, "the result").await?);
        ensure!(faults.is_empty(), "{}", faults.join("\n"));
        checked.browser.close().await?;
    }
    Ok(())
}

/// axe-core finds no fault in quizzes that were answered right and wrong, in one that was drawn in the interview, and in predict mode, before and
/// after a guess.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn quizzes_are_accessible() -> Result<()> {
    let book = tempfile::tempdir()?;
    Manuscript::load(&root())?.render(book.path(), Audience::Public)?;
    let pages = browser::Pages::serve(book.path())?;
    // Quizzes in turn get the first, the second and the third answer, so some are right and some are wrong.
    let answer = "document.querySelectorAll('.quiz form').forEach((form, i) => {
        const fields = form.querySelectorAll('input');
        fields[0].type === 'radio' ? fields[i % 3].click() : (fields[0].value = 'a');
        form.requestSubmit();
    })";
    for width in [WIDE, PHONE] {
        let checked = Checked::open(&pages.address(), width).await?;
        let page = checked.go(CHAPTER).await?;
        first(page, ".quiz form").await?;
        run(page, answer, json!([])).await?;
        let verdicts = "return ['good', 'bad'].map((verdict) => document.querySelector(`.quiz-${verdict}`) !== null)";
        assert_eq!(run(page, verdicts, json!([])).await?, json!([true, true]));
        let mut faults = in_themes(&checked, "with answers").await?;

        first(page, "#predict-toggle").await?.click().await?;
        let guess = "document.querySelectorAll('.predict')[1].querySelector('button').click();
            document.querySelectorAll('.predict')[2].querySelectorAll('button')[1].click()";
        run(page, guess, json!([])).await?;
        faults.extend(in_themes(&checked, "in predict mode").await?);

        let page = checked.go("interview.html").await?;
        let draw = Locator::XPath("//button[.='Draw a quiz']");
        page.wait().for_element(draw).await?.click().await?;
        first(page, ".interview-card .quiz form").await?;
        faults.extend(in_themes(&checked, "with a quiz in the interview").await?);
        ensure!(faults.is_empty(), "{}", faults.join("\n"));
        checked.browser.close().await?;
    }
    Ok(())
}

/// Presses *Check* of the exercise that `block` selects. A server that this imitates tells these events, and then nothing more.
async fn check(page: &Client, block: &str, events: serde_json::Value) -> Result<()> {
    let imitate = "const [events] = arguments;
        document.documentElement.dataset.play = 'server';
        const about = { languages: { rust: { state: 'ready' } }, guards: { full: true } };
        window.fetch = async (url, { method, signal }) => {
            if (method !== 'POST') {
                return Response.json(about);
            }
            const lines = new TransformStream();
            const writer = lines.writable.getWriter();
            signal.onabort = () => writer.abort(signal.reason);
            events.forEach((event) => writer.write(new TextEncoder().encode(JSON.stringify(event) + '\\n')));
            return new Response(lines.readable);
        }";
    run(page, imitate, json!([events])).await?;
    press(page, block, "Check").await
}

/// What axe-core finds in the page as it is, in each theme. A phone has the colours of a laptop, so there one dark theme is enough.
async fn in_themes(checked: &Checked, state: &str) -> Result<Vec<String>> {
    let mut faults = checked.faults(state, "light", &[]).await?;
    let others: &[&str] = match checked.width {
        WIDE => &["rust", "coal", "navy", "ayu"],
        _ => &["navy"],
    };
    for theme in others {
        faults.extend(checked.faults(state, theme, &COLOURS).await?);
    }
    Ok(faults)
}

/// axe-core finds what is wrong: without that, the other tests would pass on anything.
#[tokio::test]
#[ignore = "needs Chromium and axe-core: .ci/run installs both"]
async fn faults_are_found() -> Result<()> {
    let book = tempfile::tempdir()?;
    Manuscript::load(&root())?.render(book.path(), Audience::Public)?;
    let pages = browser::Pages::serve(book.path())?;
    let checked = Checked::open(&pages.address(), WIDE).await?;
    let page = checked.go(CHAPTER).await?;
    let spoil = "document.querySelector('main p').style.color = '#808080';
        document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')";
    run(page, spoil, json!([])).await?;
    let faults = checked.faults("spoilt", "navy", &[]).await?.join("\n");
    assert!(faults.contains("color-contrast"), "{faults}");
    assert!(faults.contains("button-name"), "{faults}");
    checked.browser.close().await
}

/// A chapter is walked without a mouse: the skip link, the first program, its editor, its output, a folded answer and the next
/// chapter. On the way every stop can be seen, beneath the menu bar, and is marked.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_chapter_is_walked_by_keyboard() -> Result<()> {
    let course = Course::start(&[]);
    let browser = Browser::open(&format!("http://{}", course.address), json!({})).await?;
    let page = browser.go(CHAPTER).await?;
    let here = page.current_url().await?;
    walk(page, "#skip-link", 1).await?;
    keys(page, &[Key::Enter.into()]).await?;
    first(page, ".content:focus").await?;

    // The first program stands below a minute of text, and the links of that text.
    walk(page, "[role=tab]", 20).await?;
    walk(page, ".play-run", 3).await?;
    keys(page, &[Key::Enter.into()]).await?;
    ended(page, "pre:has(.play-run:focus)").await?;
    walk(page, ".play-explore", 1).await?;
    walk(page, "button", 1).await?;
    keys(page, &[Key::Enter.into()]).await?;
    first(page, ".cm-focused").await?;
    keys(page, &[Key::Escape.into()]).await?;
    walk(page, ".play-run", 2).await?;
    walk(page, ".play-log", 8).await?;
    keys(page, &[Key::Right.into(), Key::Left.into()]).await?;

    walk(page, ".admonition > summary", 200).await?;
    keys(page, &[Key::Enter.into()]).await?;
    first(page, "details[open] > summary:focus").await?;
    assert_eq!(page.current_url().await?, here);
    walk(page, "a[rel~=next]", 200).await?;
    keys(page, &[Key::Enter.into()]).await?;
    let next = here.join("06_timeouts_and_timers.html")?;
    page.wait().for_url(&next).await?;
    browser.close().await
}

/// Presses Tab until something has the focus that `css` selects, at most so many times. Each stop lies in the window, beneath
/// the menu bar, and has an outline or, as the editor, a shadow.
async fn walk(page: &Client, css: &str, most: usize) -> Result<()> {
    for _ in 0..most {
        keys(page, &[Key::Tab.into()]).await?;
        let state = run(
            page,
            "const focused = document.activeElement;
             const marked = [focused, focused.closest('.play-editor')].filter(Boolean).map((one) => getComputedStyle(one))
                .some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
             const box = focused.getBoundingClientRect();
             const bar = document.getElementById('mdbook-menu-bar');
             const top = focused.closest('main') ? bar.getBoundingClientRect().bottom : 0;
             const seen = box.bottom > top && box.top < innerHeight && (box.top >= top - 1 || box.height > innerHeight - top);
             return [focused.matches(arguments[0]), marked, seen, focused.outerHTML.slice(0, 120)]",
            json!([css]),
        )
        .await?;
        ensure!(state[1] == true, "the focus is not marked: {}", state[3]);
        ensure!(state[2] == true, "the focus cannot be seen: {}", state[3]);
        if state[0] == true {
            return Ok(());
        }
    }
    anyhow::bail!("{most} times Tab do not lead to {css}")
}

// ---- Helpers ----

/// The folder of the course.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The names of all pages; toc.html is no page, but a part of those without scripts.
fn names(book: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(book)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".html") && name != "toc.html" {
            names.insert(name);
        }
    }
    ensure!(names.len() > 15, "{names:?}");
    Ok(names)
}

/// A browser whose pages axe-core looks at.
struct Checked {
    browser: Browser,
    axe: String,
    width: u32,
}

impl Checked {
    async fn open(address: &str, width: u32) -> Result<Self> {
        let axe = root().join("target/checkers/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&axe)
            .with_context(|| format!("{} is missing: .ci/run installs it", axe.display()))?;
        let browser = Browser::open(address, json!({})).await?;
        let size =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        browser
            .devtools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        let limits = TimeoutConfiguration::new(Some(TIME_LIMIT), Some(TIME_LIMIT), None);
        browser.client.update_timeouts(limits).await?;
        Ok(Checked {
            browser,
            axe,
            width,
        })
    }

    /// Opens a page, with axe-core in it.
    async fn go(&self, page: &str) -> Result<&Client> {
        let page = self.browser.go(page).await?;
        run(page, &self.axe, json!([])).await?;
        Ok(page)
    }

    /// What axe-core finds in the page as it is, in a theme of mdBook: by these rules, or by all of them if there are none.
    async fn faults(&self, state: &str, theme: &str, rules: &[&str]) -> Result<Vec<String>> {
        let look = "const [theme, rules, done] = arguments;
            document.getElementById(`mdbook-theme-${theme}`).click();
            const look = async () => {
                // A theme's colours of programs are loaded when it is first chosen.
                const links = [...document.querySelectorAll('link[rel=stylesheet]')];
                if (!document.documentElement.classList.contains(theme) || !links.every((link) => link.disabled || link.sheet)) {
                    return requestAnimationFrame(look);
                }
                const endless = (animation) => animation.effect.getTiming().iterations === Infinity;
                document.getAnimations().filter((animation) => !endless(animation)).forEach((animation) => animation.finish());
                const runOnly = rules.length ? { runOnly: { type: 'rule', values: rules } } : {};
                const { violations } = await axe.run(document, { resultTypes: ['violations'], preload: false, ...runOnly });
                done(violations.map(({ id, nodes }) =>
                    `${id}, ${nodes.length} times: ${nodes[0].target.join(' ')} ${nodes[0].failureSummary}`));
            };
            // Two frames: the first one begins the transitions of colours.
            requestAnimationFrame(() => requestAnimationFrame(look))";
        let found = self
            .browser
            .client
            .execute_async(look, vec![json!(theme), json!(rules)]);
        let found = found.await?;
        let found: Vec<String> = serde_json::from_value(found)?;
        let width = self.width;
        Ok(found
            .iter()
            .map(|fault| format!("{state}, {theme}, {width} px: {fault}"))
            .collect())
    }
}

/// Presses a button of the program in the block that `block` selects.
async fn press(page: &Client, block: &str, label: &str) -> Result<()> {
    let button = "[...document.querySelectorAll(`${arguments[0]} .play button`)]
        .find((button) => button.textContent === arguments[1]).click()";
    run(page, button, json!([block, label])).await.map(drop)
}

/// Runs the program in a block to its end.
async fn play(page: &Client, block: &str) -> Result<()> {
    press(page, block, "Run").await?;
    ended(page, block).await
}

/// Waits until the program in a block has ended.
async fn ended(page: &Client, block: &str) -> Result<()> {
    let over = format!("{block}:has(.play-result:not([hidden])) .play-run:not(.play-running)");
    let wait = page.wait().at_most(TIME_LIMIT);
    wait.for_element(Locator::Css(&over)).await?;
    Ok(())
}

/// Presses keys one after the other; Control holds for those that follow.
async fn keys(page: &Client, keys: &[char]) -> Result<()> {
    let focused = page.active_element().await?;
    Ok(focused.send_keys(&String::from_iter(keys)).await?)
}
