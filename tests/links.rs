//! Every link within the built book leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};
use languages::ALL;
use manuscript::{Audience, Manuscript};
use regex::Regex;
use runner::passed::{Fingerprint, Tests};
use scraper::{Html, Selector};

/// The links of the folder's pages that lead nowhere, as `page -> link`: to a file or an id that is not there.
fn dead_links(pages: &Path) -> Result<BTreeSet<String>> {
    let link = Selector::parse("[href], [src]").expect("a constant selector");
    let with_id = Selector::parse("[id]").expect("a constant selector");
    let mut ids: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    for page in html_files(pages)? {
        let html = Html::parse_document(&fs::read_to_string(&page)?);
        let page_ids = html
            .select(&with_id)
            .filter_map(|element| element.attr("id"));
        ids.insert(page.clone(), page_ids.map(str::to_owned).collect());
        // A page that a web server shows under any address may say how its links are to be read.
        let base = html
            .select(&Selector::parse("base").expect("a constant selector"))
            .count();
        for element in html
            .select(&link)
            .filter(|element| element.value().name() != "base")
        {
            let target = element
                .attr("href")
                .or(element.attr("src"))
                .unwrap_or_default();
            if base == 0 {
                links.push((page.clone(), target.to_owned()));
            }
        }
    }
    let mut dead = BTreeSet::new();
    for (page, target) in links {
        if target.contains("://") || target.starts_with("data:") || target.starts_with("mailto:") {
            continue;
        }
        let (path, fragment) = target.split_once('#').unwrap_or((&target, ""));
        let file = match path {
            "" => page.clone(),
            path => page.parent().context("a page lies in a folder")?.join(path),
        };
        let file = fs::canonicalize(&file).unwrap_or(file);
        let ids = ids.get(&file);
        let leads = file.is_file()
            && (fragment.is_empty() || ids.is_some_and(|ids| ids.contains(fragment)));
        if !leads {
            let page = page.strip_prefix(pages).unwrap_or(&page);
            dead.insert(format!("{} -> {target}", page.display()));
        }
    }
    Ok(dead)
}

/// What is found in the pages of the book. They are rendered once for all tests, because that takes longest.
struct Found {
    dead_links: BTreeSet<String>,
    /// How many sections theme/search.js names.
    searched: usize,
    /// Those of them that are not there.
    dead_searches: BTreeSet<String>,
    unproven_rows: Vec<String>,
}

static FOUND: LazyLock<Found> = LazyLock::new(|| {
    let pages = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manuscript = Manuscript::load(root).unwrap();
    manuscript.render(pages.path(), Audience::Public).unwrap();
    let unproven_rows = unproven_rows(pages.path()).unwrap();
    // A further page, which has a link to each of the sections, is read together with the others.
    let script = fs::read_to_string(root.join("theme/search.js")).unwrap();
    let section = Regex::new(r#""([\w-]+\.html#[\w-]+)""#).unwrap();
    let links = section
        .captures_iter(&script)
        .map(|link| format!("<a href={}></a>", &link[1]));
    let links: Vec<String> = links.collect();
    assert!(!pages.path().join(TERMS).exists());
    fs::write(pages.path().join(TERMS), links.concat()).unwrap();
    let of_terms = |link: &String| link.starts_with(TERMS);
    let dead = dead_links(pages.path()).unwrap();
    let (dead_searches, dead_links) = dead.into_iter().partition(of_terms);
    Found {
        dead_links,
        searched: links.len(),
        dead_searches,
        unproven_rows,
    }
});

/// Each test of [`FOUND`] is left out if it has passed, and no source of the pages has changed since then.
static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = Fingerprint::of_executable(root).unwrap();
    let all = code.with_pages(root).unwrap();
    Tests::of(
        root,
        "tests of the pages (links)",
        all,
        include_str!("links.rs"),
    )
});

/// The page with the links of theme/search.js.
const TERMS: &str = "terms-of-the-search.html";

fn html_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(html_files(&path)?);
        } else if path.extension().is_some_and(|e| e == "html") {
            found.push(fs::canonicalize(path)?);
        }
    }
    Ok(found)
}

/// Every link, image, style and script of every page is there, and every anchor.
#[test]
fn every_link_leads_somewhere() {
    let Some(test) = TESTS.begin() else { return };
    assert_eq!(FOUND.dead_links, BTreeSet::new());
    test.passed();
}

/// Every section that theme/search.js puts first for a term is there.
#[test]
fn searched_sections_exist() {
    let Some(test) = TESTS.begin() else { return };
    assert!(FOUND.searched > 0);
    assert_eq!(FOUND.dead_searches, BTreeSet::new());
    test.passed();
}

/// What is wrong with the rows of the page `rosetta.html`, as `row: what`: no link, one that leads to no program of a chapter, or
/// a name that stands nowhere in the parts that it leads to.
fn unproven_rows(pages: &Path) -> Result<Vec<String>> {
    let row = Selector::parse("tbody tr").expect("a constant selector");
    let code = Selector::parse("code").expect("a constant selector");
    let link = Selector::parse("a[href]").expect("a constant selector");
    let page = Html::parse_document(&fs::read_to_string(pages.join("rosetta.html"))?);
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    let mut unproven = Vec::new();
    for row in page.select(&row) {
        let name = row.text().collect::<String>().replace('\n', " ");
        let mut shown = Part::default();
        for link in row.select(&link) {
            let target = link.attr("href").unwrap_or_default();
            if !parts.contains_key(target) {
                parts.insert(target.to_owned(), part(pages, target)?);
            }
            let part = &parts[target];
            if part.words.is_empty() {
                unproven.push(format!("{name}: {target} is no part of a chapter"));
            }
            shown.programs += part.programs;
            shown.words.extend(part.words.iter().cloned());
        }
        if shown.programs == 0 {
            unproven.push(format!("{name}: it leads to no program"));
        }
        for code in row.select(&code) {
            for word in words(&code.text().collect::<String>()) {
                if !shown.words.contains(&word) {
                    unproven.push(format!("{name}: nothing there says {word}"));
                }
            }
        }
    }
    Ok(unproven)
}

/// What stands under a heading, up to the next one.
#[derive(Default)]
struct Part {
    words: BTreeSet<String>,
    programs: usize,
}

/// The part of a page that the link `target` leads to.
fn part(pages: &Path, target: &str) -> Result<Part> {
    let classes = ALL.iter().map(|language| format!(".language-{language}"));
    let classes = classes.collect::<Vec<_>>().join(", ");
    let program = Selector::parse(&classes).expect("names of languages are classes");
    let (file, id) = target.split_once('#').unwrap_or((target, ""));
    let page = Html::parse_document(&fs::read_to_string(pages.join(file))?);
    let main = Selector::parse("main").expect("a constant selector");
    let main = page
        .select(&main)
        .next()
        .context("a page has a main part")?;
    let mut part = Part::default();
    let mut within = false;
    for element in main.child_elements() {
        if ["h1", "h2", "h3"].contains(&element.value().name()) {
            within = element.attr("id") == Some(id);
        }
        if within {
            part.programs += element.select(&program).count();
            // Pieces of text that do not touch on the page are different words.
            let text: Vec<&str> = element.text().collect();
            part.words.extend(words(&text.join(" ")));
        }
    }
    Ok(part)
}

/// The names and words of a text.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        .map(str::to_owned)
}

/// Each row of Rosetta leads to programs, where all that it names can be read.
#[test]
fn rosetta_is_proven() {
    let Some(test) = TESTS.begin() else { return };
    assert_eq!(FOUND.unproven_rows, [""; 0]);
    test.passed();
}

/// A row without a link, one that leads to words alone, and one that names what is not there are found.
#[test]
fn rows_can_be_unproven() {
    let pages = tempfile::tempdir().unwrap();
    let rows = "<table><tbody><tr><td><code>go f()</code><td><a href='a.html#a'>a</a>\
                <tr><td>none<tr><td><code>f</code><td><a href='a.html#b'>b</a>\
                <tr><td><code>g</code><td><a href='a.html#a'>c</a></table>";
    fs::write(pages.path().join("rosetta.html"), rows).unwrap();
    let part = "<main><h2 id=a></h2><div><pre><code class=language-go>go f()</code></pre></div><h3 id=b></h3><p>f g</p></main>";
    fs::write(pages.path().join("a.html"), part).unwrap();
    assert_eq!(
        unproven_rows(pages.path()).unwrap(),
        [
            "none: it leads to no program",
            "fb: it leads to no program",
            "gc: nothing there says g"
        ]
    );
}

/// A link to a page that is not there, to an anchor that is not there and to an image that is not there are found.
#[test]
fn the_check_can_fail() {
    let pages = tempfile::tempdir().unwrap();
    let links = "<p id=here><a href=b.html#b>1</a><a href=#here>2</a><a href=https://x.org>3</a>\
                 <a href=gone.html>4</a><a href=b.html#gone>5</a><a href=#gone>6</a><img src=gone.svg>";
    fs::write(pages.path().join("a.html"), links).unwrap();
    fs::write(pages.path().join("b.html"), "<h1 id=b>").unwrap();
    let dead = ["#gone", "b.html#gone", "gone.html", "gone.svg"];
    let dead = dead.map(|link| format!("a.html -> {link}"));
    assert_eq!(dead_links(pages.path()).unwrap(), BTreeSet::from(dead));
}
