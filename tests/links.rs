//! Every link within the built book leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use manuscript::{Edition, Manuscript};
use scraper::{Html, Selector};

/// The links of the folder's pages that lead nowhere, as `page -> link`: to a file or an id that is not there.
fn dead_links(pages: &Path) -> Result<BTreeSet<String>> {
    let link = Selector::parse("[href], [src]").expect("a constant selector");
    let with_id = Selector::parse("[id]").expect("a constant selector");
    let mut ids: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    for page in html_files(pages)? {
        let html = Html::parse_document(&fs::read_to_string(&page)?);
        let of_page = html
            .select(&with_id)
            .filter_map(|element| element.attr("id"));
        ids.insert(page.clone(), of_page.map(str::to_owned).collect());
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
        let known = ids.get(&file);
        let leads = file.is_file()
            && (fragment.is_empty() || known.is_some_and(|ids| ids.contains(fragment)));
        if !leads {
            let page = page.strip_prefix(pages).unwrap_or(&page);
            dead.insert(format!("{} -> {target}", page.display()));
        }
    }
    Ok(dead)
}

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
    let pages = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manuscript = Manuscript::load(root).unwrap();
    manuscript.render(pages.path(), Edition::Published).unwrap();
    assert_eq!(dead_links(pages.path()).unwrap(), BTreeSet::new());
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
