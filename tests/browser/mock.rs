//! The mock interview, the boxes that say when a question comes again, and the reader's progress.

use std::fs;

use anyhow::{Context, Result};
use browser::{first, run};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::open;

const INTERVIEW: &str = "interview.html";

/// The keys under which a browser keeps the progress, without the path of the book.
const PARTS: [&str; 5] = ["interview", "date", "mock", "quizzes", "exercises"];

/// The boxes follow the table of cases.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_boxes_follow_the_table() -> Result<()> {
    let cases: Value = serde_json::from_str(include_str!("boxes_cases.json"))?;
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let wrong = "const text = (value) => JSON.stringify(value, Object.keys({ ...value }).sort());
         return arguments[0].flatMap(({ what, call, with: values, gives }) => {
             const found = course.boxes[call](...values);
             return text(found) === text(gives) ? [] : [`${what}: ${text(found)}`];
         })";
    assert_eq!(run(page, wrong, json!([cases])).await?, json!([]));
    browser.close().await
}

/// Whatever day the interview is on, and however a question is answered when it is due, it comes again before that day, if it was
/// answered two days before or earlier.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn every_question_comes_again_before_the_interview() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let late = "const { boxes } = course;
         const day = (number) => new Date(Date.UTC(2026, 10, number)).toISOString().slice(0, 10);
         const late = [];
         for (let limit = 3; limit < 60; limit++) {
             for (let when = 1; when <= limit - 2; when++) {
                 for (let box = 1; box <= 5; box++) {
                     const card = { box, when: day(when) };
                     const again = Array.from({ length: limit }, (_, i) => i).find((i) => i >= when && boxes.isDue(card, day(i), day(limit)));
                     again < limit || late.push([limit, when, box]);
                 }
             }
         }
         return late";
    assert_eq!(run(page, late, json!([])).await?, json!([]));
    browser.close().await
}

/// Questions of a higher box are drawn less often, and none twice.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn known_questions_are_drawn_less_often() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let drawn = "let seed = 1;
         const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
         const cards = { b: { box: 2 }, c: { box: 5 } };
         const count = { a: 0, b: 0, c: 0 };
         for (let i = 0; i < 2000; i++) {
             count[course.boxes.draw(cards, ['a', 'b', 'c'], 1, random)[0]] += 1;
         }
         const all = course.boxes.draw(cards, ['a', 'b', 'c'], 10, random).sort();
         return [count.a > 1.6 * count.b, count.b > 4 * count.c, count.c > 0, all]";
    assert_eq!(
        run(page, drawn, json!([])).await?,
        json!([true, true, true, ["a", "b", "c"]])
    );
    browser.close().await
}

/// What was kept before there were boxes moves into them, and is kept so; answers to questions that the book no longer has stay.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn old_answers_move_into_the_boxes() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let before = "const [a, b] = course.interview.questions.map(({ id }) => id);
         localStorage.clear();
         localStorage.setItem('course-interview', JSON.stringify({ [a]: 'knew', [b]: 'again', gone: 'knew' }))";
    run(page, before, json!([])).await?;
    page.refresh().await?;
    let status = "return document.querySelector('.interview-status').textContent";
    let status = run(page, status, json!([])).await?;
    assert!(
        status.as_str().is_some_and(
            |text| text.starts_with("1 of ") && text.ends_with(" known, 1 to ask again.")
        )
    );
    assert_eq!(
        due(page).await?,
        "Today: 11 questions are due, 10 of them new."
    );
    let after = "const [a, b] = course.interview.questions.map(({ id }) => id);
         const kept = JSON.parse(localStorage.getItem('course-interview-/'));
         const today = course.boxes.dayOf(new Date());
         return [kept[a].box, kept[b].box, kept.gone.box, Object.values(kept).every(({ when }) => when === today),
             localStorage.getItem('course-interview')]";
    assert_eq!(
        run(page, after, json!([])).await?,
        json!([2, 1, 2, true, null])
    );
    browser.close().await
}

/// A browser that keeps nothing counts the answers until the page is closed.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn without_a_storage_the_answers_still_count() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let refuse = "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error('no storage'); }";
    run(page, refuse, json!([])).await?;
    press(page, "Draw a question").await?;
    press(page, "I knew it").await?;
    press(page, "Again").await?;
    press(page, "I knew it").await?;
    let status = first(page, ".interview-status").await?.text().await?;
    assert!(
        status.starts_with("2 of ") && status.contains(" 1 to ask again"),
        "{status}"
    );
    press(page, "Start a mock interview").await?;
    press(page, "Show the answer").await?;
    press(page, "Ask the follow-up").await?;
    press(page, "Show the answer").await?;
    press(page, "Next question").await?;
    let asked = first(page, ".mock h2").await?.text().await?;
    assert!(asked.starts_with("Question 2 of 10"), "{asked}");
    browser.close().await
}

/// The day of the interview is kept, changes what is due, and is no limit any more when it is over.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_day_of_the_interview_is_a_limit() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let all = first(page, ".interview-standing + details > summary").await?;
    let all = all.text().await?;
    let all: usize = all.split(' ').nth(1).context("a number")?.parse()?;
    assert_eq!(
        due(page).await?,
        "Today: 10 questions are due, all of them new."
    );
    let set = "const day = new Date();
         day.setDate(day.getDate() + arguments[0]);
         const input = document.querySelector('.interview-plan input');
         input.value = course.boxes.dayOf(day);
         input.dispatchEvent(new Event('change'))";
    run(page, set, json!([20])).await?;
    let expected = format!(
        "Today: {} questions are due, all of them new.",
        all.div_ceil(10)
    );
    assert_eq!(due(page).await?, expected);
    page.refresh().await?;
    assert_eq!(due(page).await?, expected);
    run(page, set, json!([2])).await?;
    assert_eq!(
        due(page).await?,
        format!("Today: {all} questions are due, all of them new.")
    );
    run(page, set, json!([-1])).await?;
    assert_eq!(
        due(page).await?,
        "Today: 10 questions are due, all of them new."
    );
    browser.close().await
}

/// A question at a time is asked, with the follow-up second. What was ticked is there after a reload, and at the end the page says what is
/// weak, and links to it. A question is known if all of its points were ticked.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_mock_interview_survives_a_reload() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    choose(page, "Topic", "05  Select").await?;
    press(page, "Start a mock interview").await?;
    let asked = first(page, ".mock h2").await?.text().await?;
    assert!(
        asked.starts_with("Question 1 of 6, 05 Select, level "),
        "{asked}"
    );
    assert!(
        !first(page, ".interview-choice")
            .await?
            .is_displayed()
            .await?
    );
    assert_eq!(shown(page).await?, json!([0, 0, 0]));
    press(page, "Show the answer").await?;
    assert_eq!(shown(page).await?, json!([1, 0, 0]));
    let point = ".mock-points input";
    first(page, point).await?.click().await?;
    press(page, "Ask the follow-up").await?;
    assert_eq!(shown(page).await?, json!([1, 1, 0]));
    let follow_up = first(page, ".mock h3").await?.text().await?;
    assert!(follow_up.ends_with('?'), "{follow_up}");

    page.refresh().await?;
    assert_eq!(first(page, ".mock h2").await?.text().await?, asked);
    assert_eq!(first(page, ".mock h3").await?.text().await?, follow_up);
    assert!(first(page, point).await?.is_selected().await?);
    press(page, "Show the answer").await?;
    assert_eq!(shown(page).await?, json!([1, 1, 1]));
    press(page, "Next question").await?;
    let tick_all =
        "document.querySelectorAll('.mock-points input').forEach((input) => input.click())";
    for question in 2..=6 {
        let asked = first(page, ".mock h2").await?.text().await?;
        assert!(
            asked.starts_with(&format!("Question {question} of 6")),
            "{asked}"
        );
        press(page, "Show the answer").await?;
        press(page, "Ask the follow-up").await?;
        press(page, "Show the answer").await?;
        run(page, tick_all, json!([])).await?;
        let last = question == 6;
        press(
            page,
            if last {
                "Show the result"
            } else {
                "Next question"
            },
        )
        .await?;
    }
    result_of_select(page).await?;
    page.refresh().await?;
    result_of_select(page).await?;
    press(page, "Close").await?;
    assert!(
        first(page, ".interview-choice")
            .await?
            .is_displayed()
            .await?
    );
    let status = first(page, ".interview-status").await?.text().await?;
    assert!(status.starts_with("5 of "), "{status}");
    assert!(status.ends_with(" known, 1 to ask again."), "{status}");
    page.refresh().await?;
    assert_eq!(page.find_all(Locator::Css(".mock")).await?.len(), 0);
    browser.close().await
}

/// Whether the answer, the follow-up and its answer are on the panel.
async fn shown(page: &Client) -> Result<Value> {
    let parts =
        "return ['[aria-label=\"Answer\"]', 'h3', '[aria-label=\"Answer to the follow-up\"]']
        .map((part) => document.querySelectorAll(`.mock > ${part}`).length)";
    run(page, parts, json!([])).await
}

/// The result says what was said, and what of the first question was not; the links lead to the chapter.
async fn result_of_select(page: &Client) -> Result<()> {
    first(page, ".mock table").await?;
    let result = "const text = (css) => [...document.querySelectorAll(`.mock ${css}`)].map((one) => one.textContent);
         const links = [...document.querySelectorAll('.mock-weak a')].map((link) => link.getAttribute('href'));
         return [text('h2')[0], text('td')[0], text('h4'), text('.mock-weak > ul > li').length, links]";
    let result = run(page, result, json!([])).await?;
    let said = result[0].as_str().context("a heading")?;
    assert!(said.starts_with("The result You said "), "{said}");
    assert_eq!(result[1], json!("05  Select"));
    assert_eq!(
        (&result[2], &result[3]),
        (&json!(["05  Select"]), &json!(1))
    );
    let links: Vec<String> = serde_json::from_value(result[4].clone())?;
    assert_eq!(links[0], "05_select.html");
    assert!(links[1].starts_with("05_select.html#"), "{links:?}");
    for part in ["#predict", "#practise"] {
        assert!(
            links.contains(&format!("05_select.html{part}")),
            "{links:?}"
        );
    }
    Ok(())
}

/// Without a mouse: each step leads to what is new, arrows stay on the page, and Tab leads to the points and on.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_mock_interview_needs_no_mouse() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let here = page.current_url().await?;
    let focused = "const { activeElement: one } = document;
         return one.closest('label')?.textContent.trim() || one.getAttribute('aria-label') || one.textContent";
    run(
        page,
        "document.querySelector('.interview-desk select').focus()",
        json!([]),
    )
    .await?;
    keys(page, &[Key::Right.into(), Key::Left.into()]).await?;
    assert_eq!(page.current_url().await?, here);
    tab_to(page, "Start a mock interview").await?;
    keys(page, &[Key::Enter.into()]).await?;
    first(page, ".mock h2:focus").await?;
    keys(page, &[Key::Right.into()]).await?;
    assert_eq!(page.current_url().await?, here);

    tab_to(page, "Show the answer").await?;
    keys(page, &[Key::Enter.into()]).await?;
    assert_eq!(run(page, focused, json!([])).await?, json!("Answer"));
    keys(page, &[Key::Tab.into(), ' ', Key::Right.into(), 's']).await?;
    assert!(
        first(page, ".mock-points input:focus")
            .await?
            .is_selected()
            .await?
    );
    tab_to(page, "Ask the follow-up").await?;
    keys(page, &[Key::Enter.into()]).await?;
    first(page, ".mock h3:focus").await?;
    tab_to(page, "Show the answer").await?;
    keys(page, &[Key::Enter.into()]).await?;
    assert_eq!(
        run(page, focused, json!([])).await?,
        json!("Answer to the follow-up")
    );
    tab_to(page, "Next question").await?;
    keys(page, &[' ']).await?;
    let asked = first(page, ".mock h2:focus").await?.text().await?;
    assert!(asked.starts_with("Question 2 of 10"), "{asked}");
    assert_eq!(page.current_url().await?, here);
    browser.close().await
}

/// Presses Tab until the button of this name has the focus.
async fn tab_to(page: &Client, label: &str) -> Result<()> {
    for _ in 0..20 {
        keys(page, &[Key::Tab.into()]).await?;
        if page.active_element().await?.text().await? == label {
            return Ok(());
        }
    }
    anyhow::bail!("Tab does not lead to {label}")
}

/// The clock runs, can be paused and switched off, says once that the time is over, and never goes on by itself.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_clock_only_tells() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    // The clock of the page, put forward by so many seconds.
    let pass = "Date.passed = (Date.passed ?? 0) + 1000 * arguments[0];
         Date.real ??= Date.now;
         Date.now = () => Date.real() + Date.passed";
    let clock = "const [time, over] = ['.mock-time', '.mock-over'].map((part) => document.querySelector(part));
         return [time.checkVisibility() ? time.textContent : '', over.textContent]";
    press(page, "Start a mock interview").await?;
    let asked = first(page, ".mock h2").await?.text().await?;
    press(page, "Pause").await?;
    run(page, pass, json!([45])).await?;
    press(page, "Go on").await?;
    let left = "return Number(document.querySelector('.mock-time').textContent.replace(':', ''))";
    let left = run(page, left, json!([])).await?;
    assert!(left.as_f64() > Some(15.0), "the clock went on: {left}");
    run(page, pass, json!([45])).await?;
    let less = "//*[@class='mock-time'][starts-with(., '0:1') or starts-with(., '0:0')]";
    page.wait().for_element(Locator::XPath(less)).await?;

    let wanted = ".mock-clock input";
    first(page, wanted).await?.click().await?;
    assert_eq!(run(page, clock, json!([])).await?, json!(["", ""]));
    page.refresh().await?;
    first(page, wanted).await?;
    assert_eq!(run(page, clock, json!([])).await?, json!(["", ""]));
    run(page, pass, json!([600])).await?;
    first(page, wanted).await?.click().await?;
    let over = json!(["0:00", "The time is over."]);
    assert_eq!(run(page, clock, json!([])).await?, over);
    // A screen reader would read text that is set again.
    let changes = "const [done] = arguments;
         let changes = 0;
         new MutationObserver(() => changes++).observe(document.querySelector('.mock-over'), { childList: true });
         setTimeout(() => done(changes), 2500)";
    assert_eq!(page.execute_async(changes, vec![]).await?, json!(0));
    assert_eq!(first(page, ".mock h2").await?.text().await?, asked);

    press(page, "Show the answer").await?;
    assert_eq!(page.find_all(Locator::Css(".mock-clock")).await?.len(), 0);
    press(page, "Ask the follow-up").await?;
    let again = run(page, clock, json!([])).await?;
    assert_ne!(again, over, "the follow-up has its own time");
    browser.close().await
}

/// A reader can give up: before the first answer nothing is left of the interview, and later there is the result of what was asked.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_mock_interview_can_be_given_up() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    press(page, "Start a mock interview").await?;
    first(page, ".mock").await?;
    press(page, "Give up").await?;
    page.dismiss_alert().await?;
    first(page, ".mock").await?;
    press(page, "Give up").await?;
    page.accept_alert().await?;
    assert_eq!(page.find_all(Locator::Css(".mock")).await?.len(), 0);
    let kept =
        "return Object.keys(JSON.parse(localStorage.getItem('course-interview-/') ?? '{}')).length";
    assert_eq!(run(page, kept, json!([])).await?, json!(0));

    press(page, "Start a mock interview").await?;
    press(page, "Show the answer").await?;
    press(page, "Give up").await?;
    page.accept_alert().await?;
    first(page, ".mock table").await?;
    let followed = "return document.querySelector('.mock > p').textContent";
    assert_eq!(
        run(page, followed, json!([])).await?,
        json!("You answered 0 of 1 follow-up.")
    );
    assert_eq!(run(page, kept, json!([])).await?, json!(1));
    press(page, "Another mock interview").await?;
    let asked = first(page, ".mock h2").await?.text().await?;
    assert!(asked.starts_with("Question 1 of 10"), "{asked}");
    browser.close().await
}

/// The table counts what is known, right and solved, by topic. What is exported can be imported in another browser, a broken file changes
/// nothing and says why, and everything can be erased.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn progress_can_be_exported_imported_and_erased() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    let begin = "const names = JSON.parse(document.querySelector('.course-training').textContent);
         const set = (part, value) => localStorage.setItem(`course-${part}-/`, JSON.stringify(value));
         const [one] = course.interview.questions.filter(({ topic }) => topic.startsWith('05'));
         const of = (what) => names[what].find((name) => name.startsWith('05_'));
         set('interview', { [one.id]: { box: 3, when: '2026-11-28', since: '2026-11-28' } });
         set('date', '2099-01-02');
         set('quizzes', { [of('quizzes')]: { right: true, tries: 2, when: '2026-11-28' }, '05_gone': { right: true, tries: 1, when: '2026-11-28' } });
         set('exercises', { [of('exercises')]: { solved: '2026-11-28', answer: 'fn main() {}' }, '01_x': { solved: null, answer: '' } })";
    run(page, begin, json!([])).await?;
    page.refresh().await?;
    unfold_progress(page).await?;
    let counts = row(page, "05  Select").await?;
    assert!(
        counts.iter().all(|count| count.starts_with("1 of ")),
        "{counts:?}"
    );
    let counts = row(page, "06  Timeouts and timers").await?;
    assert!(counts[0].starts_with("0 of "), "{counts:?}");

    let export = "window.saved = null;
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); }";
    run(page, export, json!([])).await?;
    press(page, "Export").await?;
    let saved = "const [done] = arguments;
         const wait = () => (window.saved === null ? setTimeout(wait, 20) : done(window.saved));
         wait()";
    let saved = page.execute_async(saved, vec![]).await?;
    let saved = saved.as_str().context("a file")?.to_owned();
    let before = kept(page).await?;

    press(page, "Erase").await?;
    page.dismiss_alert().await?;
    assert_eq!(kept(page).await?, before);
    press(page, "Erase").await?;
    page.accept_alert().await?;
    assert_eq!(kept(page).await?, json!([null, null, null, null, null]));
    assert!(row(page, "05  Select").await?[0].starts_with("0 of "));

    let folder = tempfile::tempdir()?;
    let file = folder.path().join("progress.json");
    for (text, says) in broken_files(&saved)? {
        fs::write(&file, &text)?;
        assert_eq!(
            import(page, &file).await?,
            format!("{says} Nothing was changed.")
        );
        assert_eq!(
            kept(page).await?,
            json!([null, null, null, null, null]),
            "{text}"
        );
    }
    fs::write(&file, &saved)?;
    let said = import(page, &file).await?;
    assert_eq!(said, "The progress of the file is now in this browser.");
    assert_eq!(kept(page).await?, before);
    assert!(row(page, "05  Select").await?[2].starts_with("1 of "));
    browser.close().await
}

/// Files that are no progress, or a broken one, and what the page says of each.
fn broken_files(saved: &str) -> Result<Vec<(String, String)>> {
    let good: Value = serde_json::from_str(saved)?;
    let changed = |part: &str, value: Value| {
        let mut file = good.clone();
        file["parts"][part] = value;
        file.to_string()
    };
    let format = good["format"].as_str().context("a format")?;
    let no_format =
        format!("The file has no progress of this course: its \"format\" is not \"{format}\".");
    let no_value = |part: &str| {
        format!("In the part \"{part}\" of the file, the value is not what the course writes.")
    };
    let wrong = |part: &str, name: &str| {
        format!("In the part \"{part}\" of the file, \"{name}\" is not what the course writes.")
    };
    Ok(vec![
        ("[]".to_owned(), no_format.clone()),
        ("{\"parts\": {}}".to_owned(), no_format),
        (
            changed("other", json!({})),
            "The file has a part \"other\", which this course does not know.".to_owned(),
        ),
        (changed("date", json!("tomorrow")), no_value("date")),
        (changed("interview", json!([])), no_value("interview")),
        (
            changed("mock", json!({ "run": { "questions": [] } })),
            no_value("mock"),
        ),
        (
            changed(
                "interview",
                json!({ "a": "knew", "b": { "box": 6, "when": "2026-11-28" } }),
            ),
            wrong("interview", "b"),
        ),
        (
            changed("quizzes", json!({ "05_a": true })),
            wrong("quizzes", "05_a"),
        ),
        (
            changed(
                "exercises",
                json!({ "05_b": { "solved": "yes", "answer": "" } }),
            ),
            wrong("exercises", "05_b"),
        ),
    ])
}

/// A file that is not JSON is refused, and a file that would replace what is there is imported only if the reader agrees.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn an_import_replaces_nothing_by_accident() -> Result<()> {
    let browser = open(json!({})).await?;
    let page = browser.go(INTERVIEW).await?;
    run(
        page,
        "localStorage.setItem('course-date-/', '\"2099-01-02\"')",
        json!([]),
    )
    .await?;
    page.refresh().await?;
    unfold_progress(page).await?;
    let before = kept(page).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("progress.json");
    fs::write(&file, "{")?;
    let said = import(page, &file).await?;
    assert!(said.starts_with("The file is not JSON: "), "{said}");
    assert!(said.ends_with(" Nothing was changed."), "{said}");

    fs::write(
        &file,
        json!({ "format": "Concurrency in Rust: progress, version 1", "parts": { "date": "2098-01-02" } }).to_string(),
    )?;
    let input = first(page, ".interview-standing [type=file]").await?;
    input.send_keys(&file.to_string_lossy()).await?;
    answer_alert(page, false).await?;
    assert_eq!(kept(page).await?, before);
    input.send_keys(&file.to_string_lossy()).await?;
    answer_alert(page, true).await?;
    let there = "//p[.='The progress of the file is now in this browser.']";
    page.wait().for_element(Locator::XPath(there)).await?;
    assert_eq!(kept(page).await?[1], json!("\"2098-01-02\""));
    let date = "return document.querySelector('.interview-plan input').value";
    assert_eq!(run(page, date, json!([])).await?, json!("2098-01-02"));
    browser.close().await
}

/// Accepts or dismisses the question that the page asks, as soon as it asks one.
async fn answer_alert(page: &Client, accept: bool) -> Result<()> {
    for _ in 0..100 {
        if page.get_alert_text().await.is_ok() {
            match accept {
                true => page.accept_alert().await?,
                false => page.dismiss_alert().await?,
            }
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    anyhow::bail!("the page asks nothing")
}

async fn unfold_progress(page: &Client) -> Result<()> {
    first(page, ".interview-standing > summary")
        .await?
        .click()
        .await?;
    first(page, ".interview-standing table").await.map(drop)
}

/// The three counts in the row of a topic.
async fn row(page: &Client, topic: &str) -> Result<Vec<String>> {
    let cells = "const rows = [...document.querySelectorAll('.interview-standing tbody tr')];
         const row = rows.find((row) => row.cells[0].textContent === arguments[0]);
         return [...row.cells].slice(1).map((cell) => cell.textContent)";
    Ok(serde_json::from_value(
        run(page, cells, json!([topic])).await?,
    )?)
}

/// What the browser keeps of the progress.
async fn kept(page: &Client) -> Result<Value> {
    let kept = "return arguments[0].map((part) => localStorage.getItem(`course-${part}-/`))";
    run(page, kept, json!([PARTS])).await
}

/// Imports a file, and returns what the page says then.
async fn import(page: &Client, file: &std::path::Path) -> Result<String> {
    run(
        page,
        "document.querySelector('.interview-said').textContent = ''",
        json!([]),
    )
    .await?;
    let input = first(page, ".interview-standing [type=file]").await?;
    input.send_keys(&file.to_string_lossy()).await?;
    let said = first(page, ".interview-said:not(:empty)").await?;
    Ok(said.text().await?)
}

/// What the page says is due.
async fn due(page: &Client) -> Result<String> {
    Ok(first(page, ".interview-due").await?.text().await?)
}

/// Chooses a topic or a level.
async fn choose(page: &Client, select: &str, value: &str) -> Result<()> {
    let chosen = format!("//label[starts-with(., '{select}')]//option[@value='{value}']");
    Ok(page.find(Locator::XPath(&chosen)).await?.click().await?)
}

/// Presses a button, as soon as it is there.
async fn press(page: &Client, label: &str) -> Result<()> {
    let button = format!("//button[.='{label}']");
    let button = page.wait().for_element(Locator::XPath(&button)).await?;
    Ok(button.click().await?)
}

/// Presses keys one after the other.
async fn keys(page: &Client, keys: &[char]) -> Result<()> {
    let focused = page.active_element().await?;
    Ok(focused.send_keys(&String::from_iter(keys)).await?)
}
