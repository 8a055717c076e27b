//! What `course build` writes: the same pages from any working copy, for any place on a web host.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use anyhow::{Context, Result};
use axum::Router;
use browser::{Browser, first, run};
use manuscript::sources;
use regex::Regex;
use runner::passed::{Fingerprint, Tests};
use serde_json::json;
use tempfile::TempDir;
use tower_http::services::{ServeDir, ServeFile};

/// Each test is left out if it has passed, and neither these tests nor the command has changed since then.
static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let code = Fingerprint::of_executable(&course()).unwrap();
    let code = code
        .with_file(Path::new(env!("CARGO_BIN_EXE_course")))
        .unwrap();
    Tests::of(
        &course(),
        "tests of what is built (site)",
        code,
        include_str!("site.rs"),
    )
});

/// The root of the course.
fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs `course build` on the book in `root`, with the pages in `root/book`.
fn build(root: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_course"))
        .args(["build", "--root"])
        .arg(root)
        .args(more)
        .output()
        .unwrap()
}

/// The pages of the book in `root`: their files and bytes.
fn pages(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let output = build(root, &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let book = root.join("book");
    let read = |file: PathBuf| {
        let bytes = fs::read(book.join(&file)).unwrap();
        (file, bytes)
    };
    files(&book, Path::new("")).into_iter().map(read).collect()
}

/// The files in `root/folder`, relative to `root`.
fn files(root: &Path, folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let path = folder.join(entry.unwrap().file_name());
        if root.join(&path).is_dir() {
            found.extend(files(root, &path));
        } else {
            found.insert(path);
        }
    }
    found
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A copy of the book's sources, each text file changed by `change`, which gets the file and its text.
fn copied(change: impl Fn(&Path, &str) -> String) -> TempDir {
    let (from, to) = (course(), tempfile::tempdir().unwrap());
    let mut sources = sources::files(&from, languages::ALL).unwrap();
    for folder in ["src", "theme"] {
        sources.extend(files(&from, Path::new(folder)));
    }
    for file in sources {
        let bytes = fs::read(from.join(&file)).unwrap();
        let copy = to.path().join(&file);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        match String::from_utf8(bytes) {
            Ok(text) => fs::write(copy, change(&file, &text)).unwrap(),
            Err(binary) => fs::write(copy, binary.into_bytes()).unwrap(),
        }
    }
    to
}

/// The book is the same to the byte, whichever line ends its files have: those of Windows in all files or in one chapter alone,
/// those of old editors, a byte order mark before the text, none after its last line.
#[test]
fn line_ends_do_not_change_the_book() {
    let pages_of = |code: Fingerprint| code.with_pages(&course()).unwrap();
    let Some(test) = TESTS.begin_with(pages_of) else {
        return;
    };
    let windows = |_: &Path, text: &str| text.replace('\n', "\r\n");
    let chapter = |file: &Path, text: &str| match file.ends_with("05_select.md") {
        true => text.replace('\n', "\r\n"),
        false => text.to_owned(),
    };
    let old = |_: &Path, text: &str| text.replace('\n', "\r");
    let bare = |_: &Path, text: &str| format!("\u{feff}{}", text.trim_end_matches('\n'));
    let expected = pages(copied(|_, text| text.to_owned()).path());
    let changed: [(&str, TempDir); 4] = [
        ("windows", copied(windows)),
        ("chapter", copied(chapter)),
        ("old", copied(old)),
        ("bare", copied(bare)),
    ];
    for (name, root) in changed {
        let found = pages(root.path());
        assert_eq!(
            found.keys().collect::<Vec<_>>(),
            expected.keys().collect::<Vec<_>>(),
            "{name}"
        );
        for (file, bytes) in &found {
            assert!(*bytes == expected[file], "{name}: {}", file.display());
        }
    }
    test.passed();
}

/// A book of one chapter that includes one program.
fn small_book() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("book.toml", "[book]\ntitle = \"Small\"\n"),
        ("src/SUMMARY.md", "[One](one.md)\n"),
        (
            "src/one.md",
            "# One\n\n```rust\n{{#include ../listings/examples/one.rs}}\n```\n",
        ),
        ("src/pictures/one.svg", "<svg></svg>\n"),
        ("theme/fonts/fonts.css", "\n"),
        ("listings/examples/one.rs", "fn main() {}\n"),
    ] {
        let file = root.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    root
}

/// Nothing that an editor, a merge or a file manager leaves is published, and nothing of it makes the build fail.
#[test]
fn leftovers_are_not_published() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let expected = pages(root.path());
    for folder in [
        "src",
        "src/pictures",
        "theme",
        "theme/fonts",
        "listings/examples",
    ] {
        let folder = root.path().join(folder);
        for name in [
            "one.md~",
            ".one.md.swp",
            "#one.md#",
            ".DS_Store",
            "4913",
            "one.md.bak",
            "one.md.orig",
            "one.md.rej",
            ".idea/x.xml",
        ] {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "left").unwrap();
        }
        for name in [".#one.md", "gone.svg"] {
            std::os::unix::fs::symlink("author@host.4242:1", folder.join(name)).unwrap();
        }
    }
    assert!(pages(root.path()) == expected);
    test.passed();
}

/// A link that leads nowhere fails the build only where a page includes it, and then it is named with the page and the line.
#[test]
fn an_included_link_that_leads_nowhere_is_named() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let program = root.path().join("listings/examples/one.rs");
    fs::remove_file(&program).unwrap();
    std::os::unix::fs::symlink("two.rs", &program).unwrap();
    let output = build(root.path(), &[]);
    assert!(!output.status.success());
    let message = stderr(&output);
    let expected = "src/one.md:4: the included file listings/examples/one.rs cannot be read (it is a link to two.rs";
    assert!(message.contains(expected), "{message}");
    test.passed();
}

/// An included file that a page would show as something else is refused, with its line.
#[test]
fn what_a_page_cannot_show_is_refused() {
    let Some(test) = TESTS.begin() else { return };
    for (program, what) in [
        (
            "fn main() {}\n/*\n```\n*/\n",
            "listings/examples/one.rs:3: this line would close the code block",
        ),
        (
            "fn main() {}\n// {{ #include a.rs }}\n",
            "listings/examples/one.rs:2: mdBook would take `{{ #include a.rs }}` for a directive",
        ),
        (
            "fn main() {}\n/*\n{{#include\na.rs}}\n*/\n",
            "listings/examples/one.rs:3: mdBook would take",
        ),
        (
            "fn main() {}\n/*\n{{#endtab}}\n*/\n",
            "listings/examples/one.rs:3: mdBook would take `{{#endtab` for a directive",
        ),
        (
            "fn main() {\n    println!(\n        \"a\n// ANCHOR: b\n\"\n    );\n}\n",
            "listings/examples/one.rs:4: the part `b` is shown nowhere",
        ),
        (
            "// ANCHOR: main\nfn main() {}\n// ANCHOR_END: mian\n",
            "listings/examples/one.rs:3: the part `mian` ends, and has not begun",
        ),
        (
            "// ANCHOR: main\n// ANCHOR: main\nfn main() {}\n",
            "listings/examples/one.rs:2: the part `main` begins twice",
        ),
    ] {
        let root = small_book();
        fs::write(root.path().join("listings/examples/one.rs"), program).unwrap();
        let output = build(root.path(), &[]);
        let message = stderr(&output);
        assert!(
            !output.status.success() && message.contains(what),
            "{program}: {message}"
        );
        assert!(message.contains("fix: "), "{message}");
    }
    test.passed();
}

/// An address of the pages that is none is refused, with what to write.
#[test]
fn a_site_url_that_is_none_is_refused() {
    let Some(test) = TESTS.begin() else { return };
    let root = small_book();
    let output = build(root.path(), &["--site-url", "course"]);
    assert!(!output.status.success());
    let message = stderr(&output);
    assert!(
        message.contains("/course/") && message.contains("--site-url"),
        "{message}"
    );
    assert!(!root.path().join("book").exists());
    test.passed();
}

/// Serves the pages of the book in `root` under `path`, as a host of static pages does, until the test ends. Outside of `path`
/// it answers any address with something else.
async fn serve(root: &Path, path: &str) -> Result<SocketAddr> {
    let book = root.join("book");
    let pages = ServeDir::new(&book).not_found_service(ServeFile::new(book.join("404.html")));
    let router = match path {
        "/" => Router::new().fallback_service(pages),
        path => Router::new()
            .nest_service(path, pages)
            .fallback_service(ServeFile::new(root.join("book.toml"))),
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// The answer to a request, with its head.
async fn get(address: SocketAddr, path: String) -> Result<String> {
    let answer = tokio::task::spawn_blocking(move || -> Result<String> {
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    });
    answer.await?
}

/// With `--site-url` the page for an address that does not exist finds its styles, scripts and links wherever the pages are,
/// however deep the address is.
#[tokio::test(flavor = "multi_thread")]
async fn a_missing_page_finds_its_styles() -> Result<()> {
    let Some(test) = TESTS.begin() else {
        return Ok(());
    };
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?:href|src)="([^"]*)""#).expect("a constant pattern"));
    for (url, path) in [
        ("https://host.example/course", "/course/"),
        ("/a/b//", "/a/b/"),
        ("/", "/"),
    ] {
        let root = small_book();
        let output = build(root.path(), &["--site-url", url]);
        assert!(output.status.success(), "{}", stderr(&output));
        let address = serve(root.path(), path).await?;
        let page = get(address, format!("{path}no/such/page.html")).await?;
        assert!(page.starts_with("HTTP/1.1 404"), "{page}");
        let base = page
            .split_once("<base href=\"")
            .context("there is no base")?
            .1;
        let base = base.split('"').next().unwrap_or_default().to_owned();
        assert_eq!(base, path);
        let mut followed = 0;
        for link in LINK.captures_iter(&page) {
            let link = link[1].split('#').next().unwrap_or_default().to_owned();
            let target = match link.starts_with('/') {
                true => link,
                false => format!("{base}{link}"),
            };
            let answer = get(address, target.clone()).await?;
            assert!(answer.starts_with("HTTP/1.1 200"), "{target}: {answer}");
            followed += 1;
        }
        assert!(followed > 10, "{followed}");
    }
    test.passed();
    Ok(())
}

/// Without `--site-url`, too, the page for an address that does not exist has its styles and its table of contents, at the root
/// of a host and in a folder.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium"]
async fn a_missing_page_finds_the_book() -> Result<()> {
    let root = small_book();
    let output = build(root.path(), &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    for path in ["/", "/course/", "/a/b/"] {
        let address = serve(root.path(), path).await?;
        let browser = Browser::open(&format!("http://{address}"), json!({})).await?;
        let page = browser
            .go(&format!("{}no/such/page.html", &path[1..]))
            .await?;
        first(page, "#mdbook-sidebar a[href$='one.html']").await?;
        let found = run(
            page,
            "return [[...document.styleSheets].filter((sheet) => sheet.cssRules.length).length > 3,
                document.querySelector('#mdbook-sidebar a').href,
                document.querySelector('main a').href]",
            json!([]),
        );
        let links = ["one.html", "404.html#document-not-found-404"];
        let [chapter, heading] = links.map(|link| format!("http://{address}{path}{link}"));
        assert_eq!(found.await?, json!([true, chapter, heading]), "{path}");
        browser.close().await?;
    }
    Ok(())
}
