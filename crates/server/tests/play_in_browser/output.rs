//! What a program prints, how it ends, and what the page makes of both.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};
use browser::{Browser, Pages, first, run};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::program::{Course, Imitation, Program, TIME_LIMIT, book, leave, root};
use crate::{CHANNELS, SELECT};

/// The page's terminal shows what the table says, however the output is split into pieces.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_terminal_follows_the_table() -> Result<()> {
    let check = "return arguments[0].flatMap(({ what, text, lines, looks }) => [1, 2, 3, 100].flatMap((size) => {
            const shown = [];
            const terminal = new course.Terminal((line) => shown.push(line));
            const characters = [...text];
            while (characters.length) {
                terminal.write(characters.splice(0, size).join(''));
                shown.at(-1)?.parts; // It is drawn between the pieces.
            }
            terminal.end();
            const texts = JSON.stringify(shown.map(({ text }) => text));
            const drawn = JSON.stringify(shown.map(({ parts }) => parts.map(({ text, look }) => [text, look])));
            const good = texts === JSON.stringify(lines) && (!looks || drawn === JSON.stringify(looks));
            return good ? [] : [`${what}: ${texts} ${drawn}`];
        }))";
    follows("terminal_cases.json", check).await
}

/// The page's matcher says what the table says, also of edited programs.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_matcher_follows_the_table() -> Result<()> {
    let check = "const whole = (text) => typeof text === 'string' ? text : text.map(([piece, n]) => piece.repeat(n)).join('');
        const texts = (text) => course.lines(whole(text)).map(({ text }) => text);
        return arguments[0].flatMap(({ what, transcript, stdout, stderr, how, matches, verdict, edited }) => {
            const program = { transcript: course.parsed(whole(transcript)), refused: false };
            const printed = { stdout: texts(stdout), stderr: texts(stderr), messages: '' };
            const said = course.verdict({ ...program, edited: false }, printed, how);
            const change = course.verdict({ ...program, edited: true }, printed, how);
            const good = (said?.good === true) === matches && (said?.text ?? '') === verdict
                && change.text.startsWith('Edited') && change.good === undefined
                && (edited === undefined || change.text === edited);
            return good ? [] : [`${what}: ${said?.text} | ${change.text}`];
        })";
    follows("transcript_cases.json", check).await
}

/// Runs the script `check` on a page, with the cases of a table: it returns those that fail.
async fn follows(table: &str, check: &str) -> Result<()> {
    let table = fs::read_to_string(root().join("crates/runner/src").join(table))?;
    let cases: Value = serde_json::from_str(&table)?;
    assert!(cases.as_array().is_some_and(|cases| cases.len() > 30));
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    assert_eq!(run(page, check, json!([cases])).await?, json!([]));
    leave(browser).await
}

/// As much as the server lets a program print, in bytes.
const OUTPUT: usize = 1 << 20;

/// How long the page may take to show a run. It takes a second or two, and minutes where the work grows with the square of the
/// output.
const ANSWER: Duration = Duration::from_secs(60);

/// Output up to the server's limit never freezes the page: in one line or many, on either stream, in one piece or many, with
/// places, colours, or overwritten. A page whose work grew with the square of the output would not answer in time.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn long_output_does_not_freeze_the_page() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    let full = |text: &str| text.repeat(OUTPUT / text.len());
    let texts = [
        "=".repeat(60_000),
        full("="),
        full("="),
        full("a/") + "main.",
        full("main.rs:1:2 "),
        full("main.rs:1:2\n"),
        full("\x1b[31ma\x1b[32mb"),
        full("\x1b[1"),
        full("\x1b]0;"),
        full("50 %\r"),
        full("a\x08"),
        full("=") + &"\r\x1b[2K.".repeat(1000),
        full("a\n"),
        full("\n"),
        full("日"),
    ];
    for text in &texts {
        for (stream, size) in [("stdout", OUTPUT), ("stderr", OUTPUT / 256)] {
            let played = async {
                let server = Imitation::open(page).await?;
                program.press("Run").await?;
                server.print(stream, text, size).await?;
                server.end(json!({ "kind": "exit", "code": 0 })).await?;
                program.ended().await
            };
            let what: String = text.chars().take(20).collect();
            let verdict = timeout(ANSWER, played)
                .await
                .with_context(|| format!("the page is frozen by {what:?} on {stream}"))??;
            assert!(
                verdict.starts_with("Differs from the book in line 1"),
                "{what}"
            );
        }
    }
    leave(browser).await
}

/// A program that prints a line of 900,000 characters has an answer of the real server, too.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_long_line_is_played() -> Result<()> {
    let course = Course::start(&root())?;
    let browser = course.browser().await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program
        .edit(r#"fn main() { println!("{}", "=".repeat(900_000)) }"#)
        .await?;
    program.press("Run").await?;
    let verdict = timeout(TIME_LIMIT, program.ended()).await??;
    assert!(verdict.starts_with("Edited: line 1 is “====="), "{verdict}");
    let length = "return document.querySelector(arguments[0]).textContent.length";
    let line = program.within(".play-line");
    assert_eq!(run(page, length, json!([line])).await?, json!(900_000));
    leave(browser).await
}

/// Colours are colours, what is overwritten is gone, and no escape sequence is shown, even one that arrives in pieces.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn escape_sequences_are_not_shown() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    let text = "\x1b[31mred\x1b[0m plain\nstep 1\rstep 2\rdone\n\x1b]0;title\x07end\x1b[3";
    for size in [1, 4, 100] {
        let server = Imitation::open(page).await?;
        program.press("Run").await?;
        server.print("stdout", text, size).await?;
        server.end(json!({ "kind": "exit", "code": 0 })).await?;
        program.ended().await?;
        let lines = json!(["red plain", "done 2", "end"]);
        assert_eq!(program.lines().await?, lines);
        let red = first(page, &program.within(".play-line .sgr-red")).await?;
        assert_eq!(red.text().await?, "red");
    }
    leave(browser).await
}

/// Why a program ended is said in words, and is as visible as the verdict; a program that prints nothing is no empty result.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn the_cause_of_an_end_is_visible() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(SELECT).await?;
    let program = Program::new(page, "05_select", "Rust");
    program.button("Run").await?;
    for (how, cause) in [
        (json!({ "kind": "exit", "code": 77 }), "Exit code 77"),
        (json!({ "kind": "exit", "code": 0 }), "Exit code 0"),
        (
            json!({ "kind": "exit", "code": 101, "text": "there are 256 threads" }),
            "Exit code 101: there are 256 threads",
        ),
        (
            json!({ "kind": "signal", "number": 11, "name": "SIGSEGV" }),
            "Ended by SIGSEGV, signal 11",
        ),
        (
            json!({ "kind": "limit", "limit": "memory", "text": "stopped at 512 MB" }),
            "Stopped at 512 MB (limit of memory)",
        ),
        (
            json!({ "kind": "deadlock", "threads": 2, "text": "all 2 threads wait, and nothing can wake them" }),
            "Deadlock: all 2 threads wait, and nothing can wake them",
        ),
    ] {
        let server = Imitation::open(page).await?;
        program.press("Run").await?;
        server.end(how).await?;
        assert!(program.ended().await?.starts_with("Differs from the book"));
        let shown = program.shown().await?;
        assert!(shown.contains("Nothing was printed."), "{shown}");
        let element = first(page, &program.within(".play-cause")).await?;
        assert_eq!(element.text().await?, cause);
        let looks = "return ['.play-verdict', '.play-cause'].map((part) => {
            const style = getComputedStyle(document.querySelector(arguments[0] + part));
            return [style.fontSize, style.fontWeight, style.opacity].join();
        })";
        let looks = run(page, looks, json!([program.within("")])).await?;
        assert_eq!(looks[0], looks[1]);
    }
    leave(browser).await
}

/// A deadlock is what the book means by a program that never ends, and the page says what each thread waits for.
#[tokio::test]
#[ignore = "needs Chromium"]
async fn a_deadlock_says_what_is_waited_for() -> Result<()> {
    let pages = Pages::serve(book()?)?;
    let browser = Browser::open(&pages.address(), json!({})).await?;
    let page = browser.go(CHANNELS).await?;
    let name = "02_channels_basics_kept_sender";
    let program = Program::new(page, name, "Rust");
    program.button("Run").await?;
    let transcript = fs::read_to_string(root().join(format!("listings/transcripts/{name}.txt")))?;
    let printed = transcript.replace("[never ends]\n", "");
    let waits = json!([
        { "thread": "main", "pid": 1, "in": "futex" },
        { "thread": "baker", "pid": 1, "in": "epoll_wait" },
        { "thread": "till", "pid": 1, "in": "futex" },
        { "thread": "door", "pid": 1, "in": "somewhere" },
    ]);
    for waits in [json!([]), waits] {
        let server = Imitation::open(page).await?;
        program.press("Run").await?;
        server.print("stdout", &printed, 1000).await?;
        let text = "all 4 threads wait, and nothing can wake them";
        server
            .end(json!({ "kind": "deadlock", "threads": 4, "text": text, "waits": waits }))
            .await?;
        assert_eq!(program.ended().await?, "Matches the book");
    }
    let shown = program.shown().await?;
    for words in [
        "main, till: a lock, channel, condition or join (futex)",
        "baker: a socket, a pipe or another task (epoll_wait)",
        "door: somewhere",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    leave(browser).await
}
