//! What the server answers, to whom.

use std::io::{BufReader, Lines, Read};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result, bail, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::course::{Answer, Course, Exclusive, Played};
use crate::schedule::Schedule;

type Test = fn(&Course) -> Result<()>;

pub fn trials(
    course: &Arc<Course>,
    patient: &Arc<Exclusive>,
    schedule: &Arc<Schedule>,
) -> Vec<Trial> {
    // These take no time, and some of them depend on the book, so they always run.
    let short: [(&str, Test); 5] = [
        ("crates", crates),
        ("health", health),
        ("bad_requests", bad_requests),
        ("strangers", strangers),
        ("the_book_alone_is_served", the_book_alone_is_served),
    ];
    let tests: [(&str, Test); 7] = [
        ("events_come_in_order", events_come_in_order),
        ("the_compiler_speaks", the_compiler_speaks),
        ("editions", editions),
        ("evaluate", evaluate),
        ("execute", execute),
        (
            "a_full_queue_says_when_to_come_again",
            a_full_queue_says_when_to_come_again,
        ),
        ("ctrl_c_ends_every_program", ctrl_c_ends_every_program),
    ];
    let patient_tests: [(&str, Test); 3] = [
        (
            "output_comes_as_it_is_printed",
            output_comes_as_it_is_printed,
        ),
        (
            "a_reader_who_leaves_ends_the_program",
            a_reader_who_leaves_ends_the_program,
        ),
        (
            "one_reader_cannot_starve_others",
            one_reader_cannot_starve_others,
        ),
    ];
    let short = short.map(|(name, test)| {
        let course = Arc::clone(course);
        Trial::test(format!("protocol::{name}"), move || Ok(test(&course)?))
    });
    let tests = tests.map(|(name, test)| {
        let course = Arc::clone(course);
        let name = format!("protocol::{name}");
        schedule.trial(name, &[], move || test(&course))
    });
    let patient_tests = patient_tests.map(|(name, test)| {
        let patient = Arc::clone(patient);
        let name = format!("protocol::{name}");
        schedule.trial(name, &[], move || patient.with(test))
    });
    short
        .into_iter()
        .chain(tests)
        .chain(patient_tests)
        .collect()
}

/// A program that never ends, and says when it runs.
const ENDLESS: &str =
    "fn main() { println!(\"running\"); std::thread::sleep(std::time::Duration::from_secs(3600)) }";

/// A Rust program is compiled, started, prints, and ends; a second time nothing is compiled.
fn events_come_in_order(course: &Course) -> Result<()> {
    let source = format!(
        "fn main() {{ println!(\"{}\"); eprintln!(\"b\"); std::process::exit(3) }}",
        fresh()
    );
    let played = course.play("order", "rust", &source)?;
    // Others may have come before.
    let of_its_own = |played: &Played| -> Vec<String> {
        played
            .events
            .iter()
            .filter(|event| *event != "queued")
            .cloned()
            .collect()
    };
    ensure!(
        of_its_own(&played) == ["compiling", "compiled", "started", "output", "ended"],
        "{played:?}"
    );
    ensure!(
        played.how == "exit 3" && played.stderr == "b\n",
        "{played:?}"
    );
    let again = course.play("order", "rust", &source)?;
    ensure!(
        of_its_own(&again) == ["compiled", "started", "output", "ended"],
        "{again:?}"
    );
    let python = course.play("order", "python", "print('a')")?;
    ensure!(
        of_its_own(&python) == ["started", "output", "ended"] && python.stdout == "a\n",
        "{python:?}"
    );
    Ok(())
}

/// A line arrives while the program still runs. The program never ends, and its time ends long after this test gives up.
fn output_comes_as_it_is_printed(course: &Course) -> Result<()> {
    let mut lines = course.begin("stream", "rust", ENDLESS)?;
    until(&mut lines, "running").context("a line arrives before the program ends")?;
    ensure!(course.get("/healthz")?.json()?["running"] == 1);
    Ok(())
}

/// A refusal has its code, its colours and the line; a warning comes with a program that runs.
fn the_compiler_speaks(course: &Course) -> Result<()> {
    let refused = course.play(
        "compiler",
        "rust",
        "extern crate tokio;\nfn main() { let x: u8 = \"\"; }",
    )?;
    ensure!(refused.how == "refused", "{refused:?}");
    for part in ["\x1b[", "E0308", "main.rs:2:25"] {
        ensure!(refused.messages.contains(part), "{refused:?}");
    }
    ensure!(!refused.messages.contains("course"), "{refused:?}");
    let warned = course.play("compiler", "rust", "fn main() { let x = 1; }")?;
    ensure!(
        warned.how == "exit 0" && warned.messages.contains("unused variable"),
        "{warned:?}"
    );
    let python = course.play("compiler", "python", "x = (\n")?;
    ensure!(
        python.how == "exit 1" && python.stderr.contains("main.py\", line 1"),
        "{python:?}"
    );
    Ok(())
}

/// Each edition is the one that was asked for: `async` is a name in the oldest alone, and a crate is known without being
/// named in all others.
fn editions(course: &Course) -> Result<()> {
    for (edition, code, success) in [
        ("2015", "fn async() {} fn main() { async() }", true),
        ("2021", "fn async() {} fn main() { async() }", false),
        (
            "2018",
            "fn main() { drop(tokio::sync::Notify::new()) }",
            true,
        ),
        ("2021", "fn main() { let gen = 1; drop(gen) }", true),
        ("2024", "fn main() { let gen = 1; drop(gen) }", false),
    ] {
        let answer = course
            .post("/execute", &json!({ "code": code, "edition": edition }))?
            .json()?;
        ensure!(answer["success"] == success, "{edition} {code}: {answer}");
    }
    Ok(())
}

/// As the public playground answers its oldest question: the output alone if all went well, else the errors as well, in
/// `result` and in `error`, without colours.
fn evaluate(course: &Course) -> Result<()> {
    let ask = |code: &str| {
        let body = json!({ "version": "stable", "optimize": "0", "code": code, "edition": "2024" });
        course.post("/evaluate.json", &body)?.json()
    };
    let fine = ask("fn main() { println!(\"a\"); eprintln!(\"b\") }")?;
    ensure!(fine == json!({ "result": "a\n", "error": null }), "{fine}");
    let refused = ask("fn main() { let x: u8 = \"\"; }")?;
    let words = refused["result"].as_str().context("always a result")?;
    ensure!(
        words.starts_with("error[E0308]") && refused["error"] == words,
        "{refused}"
    );
    let panicked = ask("fn main() { println!(\"a\"); panic!(\"no\") }")?;
    let words = panicked["result"].as_str().context("always a result")?;
    ensure!(
        words.contains("no\n") && words.ends_with("a\n"),
        "{panicked}"
    );
    let endless = ask(ENDLESS)?;
    let words = endless["result"].as_str().context("always a result")?;
    ensure!(
        words.contains("running") && words.contains("stopped after 3 s"),
        "{endless}"
    );
    let deadlock = ask("fn main() { println!(\"before\"); loop { std::thread::park() } }")?;
    let words = "before\n[deadlock: the only thread waits, and nothing can wake it]";
    ensure!(
        deadlock["result"] == words && deadlock["error"] == words,
        "{deadlock}"
    );
    let python = json!({ "code": "print(1)", "language": "python" });
    let python = course.post("/evaluate.json", &python)?.json()?;
    ensure!(python["result"] == "1\n", "{python}");
    Ok(())
}

/// As the public playground answers its own page.
fn execute(course: &Course) -> Result<()> {
    let ask = |code: &str, more: Value| {
        let mut body = json!({ "channel": "stable", "mode": "debug", "edition": "2024", "crateType": "bin", "tests": false,
            "backtrace": false, "code": code });
        for (name, value) in more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        course.post("/execute", &body)
    };
    let fine = ask("fn main() { println!(\"a\"); eprintln!(\"b\") }", json!({}))?.json()?;
    let expected = json!({ "success": true, "exitDetail": "Exited with status 0", "stdout": "a\n", "stderr": "b\n" });
    ensure!(fine == expected, "{fine}");
    let fast = "fn main() { println!(\"{}\", cfg!(debug_assertions)) }";
    let fast = ask(fast, json!({ "mode": "release" }))?.json()?;
    ensure!(fast["stdout"] == "false\n", "{fast}");
    let killed = ask("fn main() { std::process::abort() }", json!({}))?.json()?;
    ensure!(
        killed["success"] == false && killed["exitDetail"] == "Exited with signal 6 (SIGABRT)",
        "{killed}"
    );
    ensure!(ask("fn f() {}", json!({ "crateType": "lib" }))?.status == 400);
    ensure!(ask("fn main() {}", json!({ "tests": true }))?.status == 400);
    Ok(())
}

/// The server lists the crates of the book with their versions, for GET and for POST.
fn crates(course: &Course) -> Result<()> {
    let got = course.get("/meta/crates")?.json()?;
    let posted = course.post("/meta/crates", &json!({}))?.json()?;
    ensure!(got == posted, "{got} {posted}");
    let crates = got["crates"].as_array().context("a list")?;
    let names: Vec<&str> = crates.iter().filter_map(|one| one["id"].as_str()).collect();
    ensure!(names == runner::libraries::CRATES, "{names:?}");
    ensure!(
        crates.iter().all(|one| one["version"]
            .as_str()
            .is_some_and(|version| version.contains('.'))),
        "{crates:?}"
    );
    Ok(())
}

/// The server says that it is well.
fn health(course: &Course) -> Result<()> {
    ensure!(course.get("/healthz")?.json()?["status"] == "ok");
    Ok(())
}

/// What cannot be played is refused with a status, a reason, and a `result` for the page of an mdBook.
fn bad_requests(course: &Course) -> Result<()> {
    let host = &course.address;
    let refused = |answer: Answer, status: u16, why: &str| {
        ensure!(answer.status == status, "{answer:?}");
        let body = answer.json()?;
        ensure!(body["error"] == body["result"], "{body}");
        ensure!(
            body["error"]
                .as_str()
                .is_some_and(|error| error.contains(why)),
            "{body}"
        );
        Ok(())
    };
    refused(
        course.post("/play", &json!({ "language": "cobol", "source": "" }))?,
        400,
        "cobol",
    )?;
    refused(
        course.post(
            "/play",
            &json!({ "language": "rust", "source": "", "edition": "2077" }),
        )?,
        400,
        "2077",
    )?;
    refused(
        course.post("/play", &json!({ "language": "rust", "source": "\0" }))?,
        400,
        "zero byte",
    )?;
    refused(
        course.post("/evaluate.json", &json!({ "version": "stable" }))?,
        400,
        "code",
    )?;
    let raw = |kind: &str, body: &str| {
        course.send(&format!(
            "POST /evaluate.json HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{kind}Content-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    };
    refused(raw("Content-Type: application/json\r\n", "{")?, 400, "JSON")?;
    refused(
        raw("Content-Type: text/plain\r\n", "{}")?,
        415,
        "application/json",
    )?;
    refused(raw("", "{}")?, 415, "application/json")?;
    ensure!(course.get("/evaluate.json")?.status == 405);
    Ok(())
}

/// A program of more than 256 KiB and a head that is too large are refused. The server does not wait for a client that sends a head or a body
/// too slowly.
pub fn large_and_slow_requests(course: &Course) -> Result<()> {
    let large = course.post(
        "/play",
        &json!({ "language": "python", "source": "#".repeat(256 << 10) }),
    )?;
    ensure!(
        large.status == 413
            && large.json()?["error"]
                .as_str()
                .is_some_and(|why| why.contains("256 KiB")),
        "{large:?}"
    );
    let fits = course.play("large", "python", &"#".repeat(250 << 10))?;
    ensure!(fits.how == "exit 0", "{fits:?}");
    let headers = "X: y\r\n".repeat(100);
    let many = course.send(&format!(
        "GET / HTTP/1.1\r\nHost: {}\r\n{headers}\r\n",
        course.address
    ))?;
    ensure!(many.status == 431, "{many:?}");

    let host = &course.address;
    let beginnings = [
        "GET / HTTP/1.1\r\nHo".to_owned(),
        format!(
            "POST /play HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
        ),
    ];
    // Both at once: each is waited for.
    let mut streams = Vec::new();
    for beginning in beginnings {
        let stream = course.connect(&beginning)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        streams.push(stream);
    }
    for mut stream in streams {
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .context("the server gives up")?;
        ensure!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
            "{answer}"
        );
    }
    Ok(())
}

/// Other names for this server, and other sites' pages, get nothing.
fn strangers(course: &Course) -> Result<()> {
    let own = &course.address;
    for (path, head) in [
        ("/", "Host: evil.example".to_owned()),
        ("/play", "Host: evil.example".to_owned()),
        (
            "/play",
            format!("Host: {own}\r\nOrigin: http://evil.example"),
        ),
        ("/play", format!("Host: {own}\r\nOrigin: null")),
    ] {
        let answer = course.send(&format!(
            "GET {path} HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n"
        ))?;
        ensure!(
            answer.status == 403 && !answer.body.contains("languages"),
            "{head}: {answer:?}"
        );
        ensure!(
            answer.header("access-control-allow-origin").is_none(),
            "{answer:?}"
        );
    }
    let preflight = format!(
        "OPTIONS /play HTTP/1.1\r\nHost: {own}\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\
         Connection: close\r\n\r\n"
    );
    ensure!(course.send(&preflight)?.status == 403);
    let welcome = format!(
        "GET /play HTTP/1.1\r\nHost: {own}\r\nOrigin: http://{own}\r\nConnection: close\r\n\r\n"
    );
    ensure!(course.send(&welcome)?.status == 200);
    Ok(())
}

/// Nothing outside of the book is served, and what is has a policy.
fn the_book_alone_is_served(course: &Course) -> Result<()> {
    for path in [
        "/../../../etc/hostname",
        "/%2e%2e/%2e%2e/etc/hostname",
        "//etc/hostname",
        "/..%2f..%2fetc%2fhostname",
        "/%00",
    ] {
        let answer = course.get(path)?;
        ensure!(
            answer.status == 404 || answer.status == 400,
            "{path}: {answer:?}"
        );
    }
    let page = course.get("/introduction.html")?;
    let policy = page.header("content-security-policy").context("a policy")?;
    ensure!(
        policy.contains("default-src 'none'") && policy.contains("script-src 'self' 'sha256-"),
        "{policy}"
    );
    ensure!(
        !policy.contains("script-src 'unsafe") && !policy.contains("http"),
        "{policy}"
    );
    Ok(())
}

/// When a reader leaves, the program of that reader ends, whether it runs or waits. Its time ends long after this test gives up.
fn a_reader_who_leaves_ends_the_program(course: &Course) -> Result<()> {
    let mut runs = course.begin("leaver", "rust", ENDLESS)?;
    until(&mut runs, "running")?;
    let mut waits = course.begin("leaver", "rust", ENDLESS)?;
    until(&mut waits, "queued")?;
    drop(waits);
    drop(runs);
    course.idle()?;
    let next = course.play("leaver", "python", "print('mine')")?;
    ensure!(next.stdout == "mine\n", "{next:?}");
    Ok(())
}

/// Beside a reader with four endless programs, another reader waits for one turn of that reader, learns its place meanwhile,
/// and comes before the other three programs. Endless programs of others take all other turns.
fn one_reader_cannot_starve_others(course: &Course) -> Result<()> {
    let cores = thread::available_parallelism()?.get();
    let mut others = Vec::new();
    for other in 0..cores {
        let mut lines = course.begin(&format!("other {other}"), "rust", ENDLESS)?;
        until(&mut lines, "running")?;
        others.push(lines);
    }
    let mut greedy = Vec::new();
    for place in 1..=4 {
        let mut lines = course.begin("greedy", "rust", ENDLESS)?;
        ensure!(
            until(&mut lines, "queued")? == queued(place),
            "place {place}"
        );
        greedy.push(lines);
    }
    let mut modest = course.begin("modest", "python", "print('mine')")?;
    // The greedy reader's first program comes before, and its other three after.
    ensure!(until(&mut modest, "{")? == queued(2));
    drop(others.pop());
    until(&mut greedy[0], "running")?;
    ensure!(until(&mut modest, "{")? == queued(1));
    drop(greedy.remove(0));
    until(&mut modest, "mine")?;
    until(&mut modest, "\"code\":0")?;
    until(&mut greedy[0], "running")?;
    Ok(())
}

/// The line that tells a place in the queue.
fn queued(place: usize) -> String {
    json!({ "event": "queued", "place": place }).to_string()
}

/// The next line of an answer that has this text in it.
fn until(lines: &mut Lines<BufReader<TcpStream>>, text: &str) -> Result<String> {
    for line in lines {
        let line =
            line.with_context(|| format!("nothing comes for a minute, and {text} did not"))?;
        if line.contains(text) {
            return Ok(line);
        }
    }
    bail!("the answer ends without {text}")
}

/// A reader with too many programs gets 429, and when to come again.
fn a_full_queue_says_when_to_come_again(course: &Course) -> Result<()> {
    let places: Vec<_> = (0..4)
        .map(|_| course.begin("pusher", "rust", ENDLESS))
        .collect::<Result<_>>()?;
    let full = course.post(
        "/play",
        &json!({ "language": "python", "source": "", "reader": "pusher" }),
    )?;
    ensure!(
        full.status == 429
            && full
                .header("retry-after")
                .is_some_and(|seconds| seconds.parse::<u32>().is_ok()),
        "{full:?}"
    );
    drop(places);
    Ok(())
}

/// Ctrl-c ends a server in the midst of programs, and them.
fn ctrl_c_ends_every_program(_: &Course) -> Result<()> {
    let mut course = Course::start(&[]);
    let mut lines = course.begin("last", "rust", ENDLESS)?;
    lines
        .find(|line| line.as_ref().is_ok_and(|line| line.contains("running")))
        .context("it runs")??;
    let rest = thread::spawn(move || lines.collect::<Vec<_>>());
    ensure!(course.interrupt()?.success());
    ensure!(course.wait()?.success());
    let rest = rest.join().expect("nobody panics");
    ensure!(
        rest.iter().flatten().any(|line| line.contains("stopped")),
        "{rest:?}"
    );
    ensure!(
        fs::read_dir(course.scratch())?.count() == 0,
        "files are left"
    );
    Ok(())
}

/// A number that no program had before.
fn fresh() -> u128 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos())
}
