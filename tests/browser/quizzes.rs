//! Quizzes and predict mode.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, ensure};
use browser::{Browser, Pages, first, run};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use manuscript::{Audience, Manuscript};
use serde_json::{Value, json};

/// A page with two quizzes, and with programs in tabs and outside of them.
const PAGE: &str = "01_sums.html";

const CHOSEN: &str = "[data-quiz='01_sums_end']";
const TYPED: &str = "[data-quiz='01_sums_typed']";

/// What the page is made of.
const FILES: &[(&str, &str)] = &[
    (
        "src/SUMMARY.md",
        "- [01  Sums](01_sums.md)\n- [02  More](02_more.md)\n",
    ),
    ("src/02_more.md", "# 02  More\n"),
    (
        "src/01_sums.md",
        "# 01  Sums\n\nPrograms.\n\n## Here\n\n{{#tabs global=\"language\"}}\n{{#tab name=\"Rust\"}}\n```rust\n\
         {{#rustdoc_include ../listings/examples/01_sums.rs}}\n```\n{{#endtab}}\n{{#tab name=\"Go\"}}\n```go\n\
         {{#include ../go/01_sums/main.go}}\n```\n{{#endtab}}\n{{#endtabs}}\n\n```text\n\
         {{#include ../listings/transcripts/01_sums.txt}}\n```\n\n{{#tabs global=\"kind\"}}\n{{#tab name=\"Hangs\"}}\n\
         ```rust,no_run\n{{#rustdoc_include ../listings/examples/01_sums_hangs.rs}}\n```\n```text\n\
         {{#include ../listings/transcripts/01_sums_hangs.txt}}\n```\n{{#endtab}}\n{{#tab name=\"Panics\"}}\n\
         ```rust,should_panic\n{{#rustdoc_include ../listings/examples/01_sums_panics.rs}}\n```\n```text\n\
         {{#include ../listings/transcripts/01_sums_panics.txt}}\n```\n{{#endtab}}\n{{#endtabs}}\n\n\
         ```rust,compile_fail,E0382\n{{#rustdoc_include ../listings/compile_fail/01_sums_refused.rs}}\n```\n```text\n\
         {{#include ../listings/compile_fail/01_sums_refused.stderr}}\n```\n\n## Predict\n\n{{#predict}}\n",
    ),
    ("listings/examples/01_sums.rs", "//! Adds.\nfn main() {}\n"),
    ("go/01_sums/main.go", "package main\n\nfunc main() {}\n"),
    ("listings/transcripts/01_sums.txt", "sum: 4\n[..] done\n"),
    (
        "listings/examples/01_sums_hangs.rs",
        "//! Hangs.\nfn main() {}\n",
    ),
    (
        "listings/transcripts/01_sums_hangs.txt",
        "sum: 4\n[never ends]\n",
    ),
    (
        "listings/examples/01_sums_panics.rs",
        "//! Panics.\nfn main() {}\n",
    ),
    (
        "listings/transcripts/01_sums_panics.txt",
        "stderr: no sum\n[exit 101]\n",
    ),
    (
        "listings/compile_fail/01_sums_refused.rs",
        "//! Moves.\nfn main() {}\n",
    ),
    (
        "listings/compile_fail/01_sums_refused.stderr",
        "error[E0382]: no\n --> 01_sums_refused.rs:2:1\n",
    ),
    (
        "listings/quizzes/01_sums_end.toml",
        "question = \"How does it *end*?\"\nprogram = \"01_sums_hangs\"\nasks = \"end\"\n\
         [[choices]]\nis = \"never ends\"\nwhy = \"It hangs.\"\n[[choices]]\nis = \"panics\"\nwhy = \"There is no panic.\"\n\
         [[choices]]\nis = \"ends well\"\nwhy = \"It does not end.\"\n",
    ),
    (
        "listings/quizzes/01_sums_typed.toml",
        "question = \"What is the first line?\"\nprogram = \"01_sums\"\nasks = \"line 1\"\ntyped = true\n\
         [[choices]]\nis = \"sum: 4\"\nwhy = \"Two and two.\"\n",
    ),
];

/// The rendered book, once for all tests.
fn book() -> Result<&'static Path> {
    static BOOK: OnceLock<Result<PathBuf>> = OnceLock::new();
    let book = BOOK.get_or_init(|| {
        let course = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = tempfile::tempdir()?;
        for (file, text) in FILES {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().context("a file has a folder")?)?;
            fs::write(file, text)?;
        }
        // Without the preprocessors and the settings of pages that this book does not have.
        let all = fs::read_to_string(course.join("book.toml"))?;
        let others = ["interview", "sheet", "search.chapter"].map(|name| format!(".{name}]"));
        let parts = all.split_inclusive("\n\n");
        let config = parts.filter(|part| !others.iter().any(|other| part.contains(other)));
        fs::write(root.path().join("book.toml"), config.collect::<String>())?;
        std::os::unix::fs::symlink(course.join("theme"), root.path().join("theme"))?;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quizzes");
        Manuscript::load(root.path())?.render(&folder, Audience::Public)?;
        Ok(folder)
    });
    book.as_deref()
        .map_err(|error| anyhow::anyhow!("{error:#}"))
}

/// A browser on the page, whose quizzes have become forms.
async fn open() -> Result<Browser> {
    let browser = Browser::open(&Pages::serve(book()?)?.address(), json!({})).await?;
    first(browser.go(PAGE).await?, ".quiz form").await?;
    Ok(browser)
}

async fn close(browser: Browser) -> Result<()> {
    let errors = run(&browser.client, "return window.errors ?? []", json!([])).await?;
    assert_eq!(errors, json!([]));
    let complaints = browser.complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:#?}");
    browser.close().await
}

async fn text(page: &Client, css: &str) -> Result<String> {
    Ok(first(page, css).await?.text().await?)
}

async fn click(page: &Client, css: &str) -> Result<()> {
    Ok(first(page, css).await?.click().await?)
}

/// Presses keys where the focus is.
async fn keys(page: &Client, keys: &[char]) -> Result<()> {
    let focused = page.active_element().await?;
    Ok(focused.send_keys(&String::from_iter(keys)).await?)
}

/// Presses Tab until something has the focus that `css` selects.
async fn walk(page: &Client, css: &str) -> Result<()> {
    for _ in 0..100 {
        keys(page, &[Key::Tab.into()]).await?;
        let there = run(
            page,
            "return document.activeElement.matches(arguments[0])",
            json!([css]),
        );
        if there.await? == json!(true) {
            return Ok(());
        }
    }
    anyhow::bail!("Tab does not lead to {css}")
}

/// What the browser has kept of the quizzes, without the days.
async fn kept(page: &Client) -> Result<Value> {
    let kept = "const [key] = Object.keys(localStorage).filter((key) => key.startsWith('course-quizzes-'));
        const all = JSON.parse(localStorage[key] ?? '{}');
        return Object.entries(all).map(([name, { right, tries, when }]) => [name, right, tries, /^\\d{4}-\\d\\d-\\d\\d$/.test(when)])";
    run(page, kept, json!([])).await
}

/// A wrong choice gets its reason, the right one gets all reasons, and both are counted, told to other scripts and kept. After a reload, the
/// page says what the last answer was, and gives nothing away.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_quiz_is_answered_by_mouse() -> Result<()> {
    let browser = open().await?;
    let page = &browser.client;
    let listen = "window.answered = [];
        document.addEventListener('course:answered', ({ detail }) => answered.push(detail))";
    run(page, listen, json!([])).await?;
    let check = format!("{CHOSEN} [type=submit]");
    let status = format!("{CHOSEN} [role=status]");
    let choices = "return [...document.querySelectorAll(`${arguments[0]} label`)].map((label) => label.textContent)";
    let choices = run(page, choices, json!([CHOSEN])).await?;
    assert_eq!(choices, json!(["ends well", "panics", "never ends"]));

    click(page, &check).await?;
    assert!(text(page, &status).await?.starts_with("No answer yet"));
    click(page, &format!("{CHOSEN} label:nth-of-type(2)")).await?;
    click(page, &check).await?;
    assert_eq!(text(page, &status).await?, "Wrong: There is no panic.");
    let open = "return document.querySelector(`${arguments[0]} details`).open";
    assert_eq!(run(page, open, json!([CHOSEN])).await?, json!(false));
    assert_eq!(kept(page).await?, json!([["01_sums_end", false, 1, true]]));

    click(page, &format!("{CHOSEN} label:nth-of-type(3)")).await?;
    click(page, &check).await?;
    assert_eq!(text(page, &status).await?, "Right: It hangs.");
    assert_eq!(run(page, open, json!([CHOSEN])).await?, json!(true));
    let reasons = text(page, &format!("{CHOSEN} .quiz-reasons")).await?;
    for reason in ["It does not end.", "There is no panic.", "It hangs."] {
        assert!(reasons.contains(reason), "{reasons}");
    }
    let told = run(page, "return answered", json!([])).await?;
    let quiz = "01_sums_end";
    let expected = json!([{ "quiz": quiz, "right": false }, { "quiz": quiz, "right": true }]);
    assert_eq!(told, expected);

    page.refresh().await?;
    let before = text(page, &format!("{CHOSEN} .quiz-before")).await?;
    assert!(
        before.starts_with("Your last answer was right (try 2, "),
        "{before}"
    );
    assert_eq!(run(page, open, json!([CHOSEN])).await?, json!(false));
    let checked = page.find_all(Locator::Css(".quiz :checked")).await?;
    assert!(checked.is_empty());
    assert_eq!(text(page, &status).await?, "");
    close(browser).await
}

/// The keyboard is enough: Tab leads to the choices, the arrows choose and do not turn the page, Enter checks. In the field of an answer that
/// is typed, letters are letters.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn quizzes_obey_the_keyboard() -> Result<()> {
    let browser = open().await?;
    let page = &browser.client;
    let here = page.current_url().await?;
    walk(page, &format!("{CHOSEN} [type=radio]")).await?;
    keys(page, &[Key::Down.into(), Key::Right.into()]).await?;
    keys(page, &[Key::Enter.into()]).await?;
    let verdict = text(page, &format!("{CHOSEN} [role=status]")).await?;
    assert_eq!(verdict, "Right: It hangs.");
    assert_eq!(page.current_url().await?, here);

    walk(page, &format!("{TYPED} input")).await?;
    keys(page, &"s/?".chars().collect::<Vec<_>>()).await?;
    keys(page, &[Key::Enter.into()]).await?;
    let status = format!("{TYPED} [role=status]");
    let verdict = text(page, &status).await?;
    assert_eq!(verdict, "Wrong: The program prints something else there.");
    let field = first(page, &format!("{TYPED} input")).await?;
    field.clear().await?;
    field.send_keys(" sum:  4").await?;
    walk(page, &format!("{TYPED} [type=submit]")).await?;
    keys(page, &[' ']).await?;
    assert_eq!(text(page, &status).await?, "Right: Two and two.");
    let expected = json!([
        ["01_sums_end", true, 1, true],
        ["01_sums_typed", true, 2, true]
    ]);
    assert_eq!(kept(page).await?, expected);
    close(browser).await
}

/// Opened from disk, the page has its quizzes.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn quizzes_work_from_disk() -> Result<()> {
    let disk = format!("file://{}", book()?.display());
    let browser = Browser::open(&disk, json!({})).await?;
    let page = browser.go(PAGE).await?;
    click(page, &format!("{CHOSEN} label:nth-of-type(3)")).await?;
    click(page, &format!("{CHOSEN} [type=submit]")).await?;
    let verdict = text(page, &format!("{CHOSEN} [role=status]")).await?;
    assert_eq!(verdict, "Right: It hangs.");
    close(browser).await
}

/// Without JavaScript, a quiz has its question, its program and its choices, and the answer is folded.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn without_scripts_the_answer_is_folded() -> Result<()> {
    let options = json!({ "prefs": { "profile.managed_default_content_settings.javascript": 2 } });
    let browser = Browser::open(&Pages::serve(book()?)?.address(), options).await?;
    let page = browser.go(PAGE).await?;
    let shown = text(page, CHOSEN).await?;
    for words in ["How does it end?", "fn main()", "never ends", "The answer"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("It hangs"), "{shown}");
    let forms = page.find_all(Locator::Css(".quiz :is(form, input, button)"));
    assert!(forms.await?.is_empty());
    assert!(!text(page, TYPED).await?.contains("sum: 4"));
    click(page, &format!("{CHOSEN} summary")).await?;
    assert!(text(page, CHOSEN).await?.contains("It hangs"));
    browser.close().await
}

/// In predict mode every transcript is folded, in the tabs that are not open too. A guess unfolds it, and gets a verdict. The mode outlives a
/// reload and ends at a click.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn predict_mode_folds_the_transcripts() -> Result<()> {
    const SWITCH: &str = "#predict-toggle";
    let browser = open().await?;
    let page = &browser.client;
    let shown = "return [...document.querySelectorAll('[class*=transcript-]')].map((code) => !code.parentElement.hidden)";
    assert_eq!(
        run(page, shown, json!([])).await?,
        json!([true, true, true, true])
    );
    click(page, SWITCH).await?;
    assert_eq!(
        run(page, shown, json!([])).await?,
        json!([false, false, false, false])
    );
    page.refresh().await?;
    assert_eq!(
        run(page, shown, json!([])).await?,
        json!([false, false, false, false])
    );
    let pressed = first(page, SWITCH).await?.attr("aria-pressed").await?;
    assert_eq!(pressed.as_deref(), Some("true"));

    // A guess about the program in tabs holds for each of its languages.
    click(page, "[data-tabname=Go]").await?;
    let button = |number: usize, label: &str| {
        format!("(//*[@class='predict'])[{number}]//button[.='{label}']")
    };
    let verdict = "return document.querySelectorAll('.predict')[arguments[0]].textContent";
    for (number, label, expected) in [
        (1, "Ends well", "Right: it ends well."),
        (2, "Panics", "Wrong: it never ends."),
        (4, "Does not compile", "Right: it does not compile."),
    ] {
        page.find(Locator::XPath(&button(number, label)))
            .await?
            .click()
            .await?;
        assert_eq!(
            run(page, verdict, json!([number - 1])).await?,
            json!(expected)
        );
    }
    assert_eq!(
        run(page, shown, json!([])).await?,
        json!([true, true, false, true])
    );
    click(page, "[data-tabname=Panics]").await?;
    let field = first(page, ".predict input").await?;
    field.send_keys("no  sum").await?;
    field.send_keys(&char::from(Key::Enter).to_string()).await?;
    let expected = "Right: “no  sum” is in the output.";
    assert_eq!(run(page, verdict, json!([2])).await?, json!(expected));
    let focused = run(page, "return document.activeElement.className", json!([])).await?;
    assert_eq!(focused, json!("predict"));

    click(page, SWITCH).await?;
    assert_eq!(
        run(page, shown, json!([])).await?,
        json!([true, true, true, true])
    );
    page.refresh().await?;
    assert_eq!(
        run(page, shown, json!([])).await?,
        json!([true, true, true, true])
    );
    close(browser).await
}

/// A typed guess is right if a line of the output is like it, where `[..]` stands for anything, or if it is the code of an error.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn typed_predictions_are_compared() -> Result<()> {
    let browser = open().await?;
    let page = &browser.client;
    for (number, guess, right) in [
        (0, "sum: 4", true),
        (0, "all done", true),
        (0, "sum: 5", false),
        (1, "[never ends]", false),
        (3, "E0382", true),
        (3, "E0373", false),
    ] {
        run(page, "localStorage.clear()", json!([])).await?;
        page.refresh().await?;
        click(page, "#predict-toggle").await?;
        click(page, "[data-tabname=Hangs]").await?;
        let type_it = "const [number, guess] = arguments;
            const box = document.querySelectorAll('.predict')[number];
            box.querySelector('input').value = guess;
            box.querySelector('form').requestSubmit();
            return box.textContent";
        let verdict = run(page, type_it, json!([number, guess])).await?;
        let verdict = verdict.as_str().unwrap_or_default();
        assert_eq!(verdict.starts_with("Right"), right, "{guess}: {verdict}");
    }
    close(browser).await
}

/// The interview draws quizzes of the chosen topic, loads them only then, and counts those that were answered right.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_interview_draws_quizzes() -> Result<()> {
    let browser = crate::open(json!({})).await?;
    let page = browser.go("interview.html").await?;
    let loaded = "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/quizzes.js'))";
    let draw = Locator::XPath("//button[.='Draw a quiz']");
    page.wait().for_element(draw).await?;
    assert_eq!(run(page, loaded, json!([])).await?, json!(false));
    let topic = "//label[starts-with(., 'Topic')]//option[@value='08  Mutexes']";
    page.find(Locator::XPath(topic)).await?.click().await?;

    page.find(draw).await?.click().await?;
    let quiz = first(page, ".interview-card > div > .quiz").await?;
    assert_eq!(run(page, loaded, json!([])).await?, json!(true));
    let name = quiz.attr("data-quiz").await?.unwrap_or_default();
    assert!(name.starts_with("08_"), "{name}");
    let focused = "return document.activeElement.matches('.quiz-question')";
    assert_eq!(run(page, focused, json!([])).await?, json!(true));
    let answer = "const [quiz] = document.querySelectorAll('.interview-card .quiz');
        const right = [...quiz.querySelectorAll('.quiz-reasons > li')].findIndex((li) => li.className === 'quiz-right');
        const field = quiz.querySelectorAll('input')[right];
        field.type === 'radio' ? field.click() : (field.value = quiz.querySelector('.quiz-reasons .quiz-is').textContent);
        quiz.querySelector('[type=submit]').click();
        return quiz.closest('.interview-card').textContent";
    let card = run(page, answer, json!([])).await?;
    let card = card.as_str().unwrap_or_default();
    assert!(
        card.contains("Right: ") && card.contains("A quiz of 08  Mutexes. 1 of "),
        "{card}"
    );
    assert_eq!(kept(page).await?, json!([[name, true, 1, true]]));

    page.find(draw).await?.click().await?;
    let next = first(page, ".interview-card .quiz:not(:has(details[open]))").await?;
    assert_ne!(next.attr("data-quiz").await?, Some(name));
    page.find(Locator::XPath("//button[.='Draw a question']"))
        .await?
        .click()
        .await?;
    assert!(!next.is_displayed().await?, "one thing at a time");

    // What other scripts get.
    let all = "const done = arguments[0];
        course.quiz.all().then((all) => done([all.length > 50,
            all.every(({ name, topic, chapter, element }) => name && topic && chapter.endsWith('.html') && element)]))";
    let all = page.execute_async(all, vec![]).await?;
    assert_eq!(all, json!([true, true]));
    close(browser).await
}

/// The scripts of quizzes and of predict mode have less than 5 kB together, compressed, and the style has less than 1.5 kB.
#[test]
fn the_scripts_of_quizzes_are_small() -> Result<()> {
    let (mut scripts, mut style) = (Vec::new(), Vec::new());
    let theme = book()?.join("theme");
    for entry in fs::read_dir(theme)?.chain(fs::read_dir(book()?)?) {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        match name.unwrap_or_default() {
            "quiz.css" => style.extend(fs::read(&path)?),
            "quiz.js" => scripts.push(fs::read(&path)?),
            name if name.starts_with("predict-") || name.starts_with("quizzes-") => {
                scripts.push(fs::read(&path)?);
            }
            _ => {}
        }
    }
    assert_eq!(scripts.len(), 3);
    let (scripts, style) = (packed(&scripts.concat())?, packed(&style)?);
    assert!(scripts < 5_000, "{scripts} bytes");
    assert!(style < 1_500, "{style} bytes");
    Ok(())
}

/// How many bytes gzip makes of these.
fn packed(bytes: &[u8]) -> Result<usize> {
    let mut gzip = Command::new("gzip")
        .arg("-c")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    // Less than a pipe holds, so gzip need not be read meanwhile.
    gzip.stdin
        .take()
        .context("stdin is piped")?
        .write_all(bytes)?;
    let packed = gzip.wait_with_output()?;
    ensure!(packed.status.success(), "gzip fails");
    Ok(packed.stdout.len())
}
