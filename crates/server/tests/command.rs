//! The `course` command, as a person runs it.

#[path = "play/server.rs"]
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use manuscript::lean::lean;
use manuscript::{Audience, Manuscript, cards, explorations, practise, quizzes, training};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use regex::Regex;
use runner::passed::{Fingerprint, Tests};
use tempfile::TempDir;

use server::Server;

/// Each test is left out if it has passed, and neither these tests nor the command has changed since then.
static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let code = Fingerprint::of_executable(&book()).unwrap();
    let code = code
        .with_file(Path::new(env!("CARGO_BIN_EXE_course")))
        .unwrap();
    Tests::of(
        &book(),
        "tests of the command",
        code.with_rights(),
        include_str!("command.rs"),
    )
});

/// The root of the book.
fn book() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A book of one chapter.
fn small_book() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["src", "theme"] {
        fs::create_dir(root.path().join(folder)).unwrap();
    }
    for (file, text) in [
        ("book.toml", "[book]\ntitle = \"Small\"\n"),
        ("src/SUMMARY.md", "[One](one.md)\n"),
        ("src/one.md", "# One\n\nfirst words\n"),
        ("theme/preview.js", ""),
    ] {
        fs::write(root.path().join(file), text).unwrap();
    }
    root
}

fn course(arguments: &[&str], root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
    command.args(arguments).arg("--root").arg(root);
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// `course build` writes the pages, and once more over the old ones.
#[test]
fn build_writes_the_pages() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    for words in ["first words", "second words"] {
        fs::write(
            root.path().join("src/one.md"),
            format!("# One\n\n{words}\n"),
        )
        .unwrap();
        let output = course(&["build"], root.path()).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        let page = fs::read_to_string(root.path().join("book/one.html")).unwrap();
        assert!(page.contains(words));
    }
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 4);
    test.passed();
}

/// The questions of the book lie beside its pages as cards for Anki, with the address of the chapter, and a page can link to them.
#[test]
fn build_writes_the_cards() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let chapter = "# 01  One\n\n## What to say\n\n```admonish example collapsible=true level=1 title=\"Who?\"\nOne.\n\n**Points:**\n- [ ] one\n- [ ] alone\n```\n";
    let page = "# Two\n\n<a href=\"{{#cards}}\">cards</a>\n";
    let toml = "[preprocessor.interview]\nbefore = [\"links\"]\n";
    for (file, text) in [
        ("book.toml", toml),
        (
            "src/SUMMARY.md",
            "- [01  One](01_one.md)\n- [Two](two.md)\n",
        ),
        ("src/01_one.md", chapter),
        ("src/two.md", page),
    ] {
        fs::write(root.path().join(file), text).unwrap();
    }
    for (url, chapter) in [
        ("/course", "In 01  One (01_one.html)"),
        (
            "https://host/course",
            "In <a href='https://host/course/01_one.html'>01  One</a>",
        ),
    ] {
        let output = course(&["build", "--site-url", url], root.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        let read = |file: &str| fs::read_to_string(root.path().join("book").join(file)).unwrap();
        let cards = read("interview.txt");
        assert!(cards.contains("<p>Who?</p>\t<p>One."), "{cards}");
        assert!(cards.contains(chapter), "{cards}");
        assert!(read("two.html").contains("<a href=\"interview.txt\">"));
    }
    test.passed();
}

/// A broken chapter is named with its file, its line and the fix, and the pages of before stay.
#[test]
fn a_broken_book_leaves_the_old_pages() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    assert!(course(&["build"], root.path()).status().unwrap().success());
    fs::write(
        root.path().join("src/one.md"),
        "# One\n\n{{#include gone.rs}}\n",
    )
    .unwrap();
    let output = course(&["build"], root.path()).output().unwrap();
    assert!(!output.status.success());
    let message = stderr(&output);
    assert!(
        message.contains("src/one.md:3: the included file src/gone.rs"),
        "{message}"
    );
    assert!(message.contains("fix:"), "{message}");
    let page = fs::read_to_string(root.path().join("book/one.html")).unwrap();
    assert!(page.contains("first words"));
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 4);
    test.passed();
}

/// A mistake in book.toml is named with its line.
#[test]
fn a_broken_book_toml_is_named() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    fs::write(root.path().join("book.toml"), "[book]\ntitle = \n").unwrap();
    let output = course(&["build"], root.path()).output().unwrap();
    assert!(!output.status.success());
    assert!(
        stderr(&output).contains("book.toml:2"),
        "{}",
        stderr(&output)
    );
    test.passed();
}

/// A folder that holds something else than a book is not overwritten.
#[test]
fn build_spares_other_folders() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let out = root.path().join("src");
    let arguments = ["build", "--out", out.to_str().unwrap()];
    let output = course(&arguments, root.path()).output().unwrap();
    assert!(!output.status.success());
    assert!(
        stderr(&output).contains("not a book"),
        "{}",
        stderr(&output)
    );
    assert!(out.join("one.md").is_file());
    test.passed();
}

/// Where there is no book, the command says where it looked and what to do.
#[test]
fn no_book_is_an_error() {
    let Some(test) = TESTS.begin() else { return };
    let empty = tempfile::tempdir().unwrap();
    let elsewhere = course(&["build"], empty.path()).output().unwrap();
    let here = Command::new(env!("CARGO_BIN_EXE_course"))
        .current_dir(empty.path())
        .output()
        .unwrap();
    for output in [elsewhere, here] {
        assert!(!output.status.success());
        let message = stderr(&output);
        assert!(
            message.contains("there is no book here") && message.contains("fix:"),
            "{message}"
        );
    }
    test.passed();
}

/// A preview of a book, which ends with the test.
struct Preview(Server);

impl Preview {
    fn start(root: &Path) -> Self {
        Preview(Server::start(root).unwrap())
    }

    fn ask(&self, path: &str) -> TcpStream {
        let Preview(server) = self;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            server.address
        );
        let mut stream = TcpStream::connect(&server.address).unwrap();
        let request = server.with_token(&request);
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        self.ask(path).read_to_string(&mut answer).unwrap();
        answer
    }
}

/// The events of a preview: one for each book that it has rendered.
struct Events(Lines<BufReader<TcpStream>>);

impl Events {
    fn of(preview: &Preview) -> Self {
        Events(BufReader::new(preview.ask("/preview-events")).lines())
    }

    /// The next event: the number of the book and why the sources are broken, as JSON.
    fn next(&mut self) -> String {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            // A stream without news has a line every fifteen seconds.
            let line = self.0.next().unwrap().unwrap();
            if let Some(data) = line.strip_prefix("data: ") {
                return data.to_owned();
            }
            assert!(Instant::now() < deadline, "there is no other book");
        }
    }
}

/// The event of a book that is not broken.
fn built(build: u32) -> String {
    format!(r#"{{"broken":null,"build":{build}}}"#)
}

/// The page is served, a page that is not there is a 404, and nothing outside of the book is.
#[test]
fn serve_serves_the_book() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let preview = Preview::start(root.path());
    assert!(preview.0.address.starts_with("127.0.0.1:"));
    let page = preview.get("/");
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("first words"),
        "{page}"
    );
    let missing = preview.get("/gone.html");
    assert!(
        missing.starts_with("HTTP/1.1 404") && missing.contains("<title>"),
        "{missing}"
    );
    for path in [
        "/../../etc/hostname",
        "/%2e%2e/%2e%2e/etc/hostname",
        "//etc/hostname",
    ] {
        assert!(preview.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    test.passed();
}

/// When a chapter is saved, the browser learns about it. A broken chapter leaves the last good book on screen, and the browser
/// gets the error; the fixed chapter takes its place.
#[test]
fn serve_follows_the_sources() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let preview = Preview::start(root.path());
    let mut events = Events::of(&preview);
    let save = |text: &str| fs::write(root.path().join("src/one.md"), text).unwrap();

    assert_eq!(events.next(), built(1));
    save("# One\n\nsecond words\n");
    assert_eq!(events.next(), built(2));
    assert!(preview.get("/one.html").contains("second words"));
    save("# One\n\n```rust\n");
    let broken = events.next();
    assert!(
        broken.contains("src/one.md:3") && broken.contains(r#""build":2"#),
        "{broken}"
    );
    assert!(preview.get("/one.html").contains("second words"));
    save("# One\n\nthird words\n");
    assert_eq!(events.next(), built(3));
    assert!(preview.get("/one.html").contains("third words"));
    test.passed();
}

/// A page has the number of its book, by which it knows when it is old.
#[test]
fn pages_are_numbered() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let preview = Preview::start(root.path());
    let mut events = Events::of(&preview);
    assert_eq!(events.next(), built(1));
    for page in ["/", "/one.html", "/gone.html"] {
        assert!(
            preview.get(page).contains(r#"<html data-build="1""#),
            "{page}"
        );
    }
    fs::write(root.path().join("src/one.md"), "# One\n").unwrap();
    assert_eq!(events.next(), built(2));
    assert!(preview.get("/").contains(r#"<html data-build="2""#));
    test.passed();
}

/// A file that a chapter includes is followed wherever it is, as soon as the chapter includes it, also when it is not there yet
/// or an editor puts another file in its place.
#[test]
fn serve_follows_what_chapters_include() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let file = |name: &str| root.path().join(name);
    let include = |name: &str| {
        let text = format!("# One\n\n{{{{#include ../{name}}}}}\n");
        fs::write(file("src/one.md"), text).unwrap();
    };
    fs::create_dir_all(file("tests/models")).unwrap();
    fs::write(file("tests/models/a.rs"), "first program").unwrap();
    include("tests/models/a.rs");
    let preview = Preview::start(root.path());
    let mut events = Events::of(&preview);
    assert_eq!(events.next(), built(1));

    fs::write(file("tests/models/a.rs"), "second program").unwrap();
    assert_eq!(events.next(), built(2));
    assert!(preview.get("/one.html").contains("second program"));
    fs::write(file("tests/models/.a.rs.new"), "third program").unwrap();
    fs::rename(file("tests/models/.a.rs.new"), file("tests/models/a.rs")).unwrap();
    assert_eq!(events.next(), built(3));
    assert!(preview.get("/one.html").contains("third program"));

    include("more/of/b.rs");
    let broken = events.next();
    assert!(broken.contains("more/of/b.rs"), "{broken}");
    fs::create_dir_all(file("more/of")).unwrap();
    fs::write(file("more/of/b.rs"), "another program").unwrap();
    // The folders may have been noticed before the file.
    while events.next() != built(4) {}
    assert!(preview.get("/one.html").contains("another program"));
    fs::write(file("more/of/b.rs"), "yet another program").unwrap();
    assert_eq!(events.next(), built(5));
    assert!(preview.get("/one.html").contains("yet another program"));
    test.passed();
}

/// A file that no chapter includes, the pages of `course build`, and what an editor keeps beside a chapter are not followed: the
/// book that is rendered next is the second one.
#[test]
fn serve_follows_nothing_else() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    fs::create_dir(root.path().join("tests")).unwrap();
    fs::write(root.path().join("tests/b.rs"), "").unwrap();
    let preview = Preview::start(root.path());
    let mut events = Events::of(&preview);
    assert_eq!(events.next(), built(1));

    for name in [
        "tests/b.rs",
        "tests/new.rs",
        "notes.md",
        "src/.one.md.swp",
        "src/one.md~",
        "src/#one.md#",
        "src/4913",
    ] {
        fs::write(root.path().join(name), "anything").unwrap();
    }
    std::os::unix::fs::symlink("user@host.1", root.path().join("src/.#one.md")).unwrap();
    // It takes longer than the preview waits for quiet. A lock of an editor may break it.
    let _ = course(&["build"], root.path()).output().unwrap();
    for name in [
        "src/.one.md.swp",
        "src/one.md~",
        "src/#one.md#",
        "src/.#one.md",
    ] {
        fs::remove_file(root.path().join(name)).unwrap();
    }
    let built_pages = course(&["build"], root.path()).output().unwrap();
    assert!(built_pages.status.success(), "{}", stderr(&built_pages));
    fs::write(root.path().join("src/one.md"), "# One\n\nsecond words\n").unwrap();
    assert_eq!(events.next(), built(2));
    assert!(preview.get("/one.html").contains("second words"));
    test.passed();
}

/// A port that is taken is said at once, with the fix.
#[test]
fn a_taken_port_is_an_error() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = course(&["serve", "--port", &port], root.path())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let message = stderr(&output);
    assert!(
        message.contains(&port) && message.contains("fix: another program uses this port"),
        "{message}"
    );
    test.passed();
}

/// Ctrl-c ends the preview well, while a browser listens for changes, and leaves no pages behind.
#[test]
fn ctrl_c_ends_it() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let scratch = tempfile::tempdir().unwrap();
    let mut serve = Command::new(env!("CARGO_BIN_EXE_course"));
    serve.env("TMPDIR", scratch.path());
    let mut preview = Preview(Server::start_by(&mut serve, root.path(), &[]).unwrap());
    let mut events = Events::of(&preview);
    assert_eq!(events.next(), built(1));

    assert!(preview.0.interrupt().unwrap().success());
    assert!(preview.0.wait().unwrap().success());
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    test.passed();
}

/// The plain `mdbook` command, which runs the preprocessors as commands, gives the same pages to the byte, apart from the explorations, the
/// scripts of quizzes and exercises, the mock interview and the file of cards, which it does not publish. Its scripts and styles have their
/// comments.
#[test]
fn mdbook_gives_the_same_book() {
    let root = book();
    let Some(test) = TESTS.begin_with(|code| code.with_pages(&root).unwrap()) else {
        return;
    };
    let (ours, plain) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut manuscript = Manuscript::load(&root).unwrap();
    manuscript.render(ours.path(), Audience::Public).unwrap();

    let mut config = Config::from_disk(root.join("book.toml")).unwrap();
    for preprocessor in manuscript::preprocessors::all(languages::ALL) {
        let key = format!("preprocessor.{}.command", preprocessor.name());
        let command: String = config.get(&key).unwrap().unwrap();
        let command = command.replace(
            "cargo run --quiet --package server --",
            env!("CARGO_BIN_EXE_course"),
        );
        assert!(
            command.starts_with(env!("CARGO_BIN_EXE_course")),
            "{command}"
        );
        config.set(&key, command).unwrap();
    }
    config.build.build_dir = plain.path().to_owned();
    MDBook::load_with_config(&root, config)
        .unwrap()
        .build()
        .unwrap();

    let (mut ours, plain) = (files(ours.path()), files(plain.path()));
    ours.retain(|file, _| {
        let is_panel = explorations::PANEL
            .iter()
            .chain(&practise::PARTS)
            .any(|panel| file == Path::new(panel));
        let is_quiz = quizzes::PUBLISHED
            .iter()
            .chain(&training::SCRIPTS)
            .chain([&cards::FILE])
            .any(|quiz| file == Path::new(quiz));
        let is_script = [explorations::SCRIPTS, practise::SCRIPTS]
            .iter()
            .any(|folder| file.starts_with(folder));
        !is_panel && !is_quiz && !is_script
    });
    assert_eq!(
        ours.keys().collect::<Vec<_>>(),
        plain.keys().collect::<Vec<_>>()
    );
    for (file, bytes) in &ours {
        let plain = &plain[file];
        let same = match file.starts_with("theme") {
            true => lean(file, std::str::from_utf8(plain).unwrap()).as_bytes() == bytes,
            false => without_data(plain) == without_data(bytes),
        };
        assert!(same, "{} differs", file.display());
    }
    test.passed();
}

/// A page without the elements that name its programs with a recorded exploration, or all quizzes and exercises, and without the address
/// of the cards.
fn without_data(page: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(page) else {
        return page.to_vec();
    };
    let (explored, training) = (explorations::CLASS, training::CLASS);
    let elements =
        format!(r#"(?s)<script[^>]*class="(?:{explored}|{training})"[^>]*>.*?</script>\n?"#);
    let elements = Regex::new(&elements).unwrap();
    let cards = format!(r#"href="(?:{}|data:text/plain[^"]*)""#, cards::FILE);
    let cards = Regex::new(&cards).unwrap();
    let page = elements.replace_all(text, "");
    cards.replace_all(&page, "").into_owned().into_bytes()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = PathBuf::from(path.file_name().unwrap());
            found.extend(
                files(&path)
                    .into_iter()
                    .map(|(file, bytes)| (name.join(file), bytes)),
            );
        } else {
            found.insert(path.file_name().unwrap().into(), fs::read(&path).unwrap());
        }
    }
    found
}
