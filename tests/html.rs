//! The pages are valid HTML. Runs only when asked for: `cargo test --test html -- --ignored`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use manuscript::{Audience, Manuscript};
use serde_json::Value;

/// The Nu HTML checker finds no error in any page, nor in print.html, 404.html and the table of contents.
#[test]
#[ignore = "needs Java and the Nu HTML checker: .ci/run installs both"]
fn every_page_is_valid() -> Result<()> {
    let book = tempfile::tempdir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Manuscript::load(root)?.render(book.path(), Audience::Public)?;
    let mut pages = Vec::new();
    for entry in fs::read_dir(book.path())? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            pages.push(path);
        }
    }
    for name in ["index.html", "print.html", "404.html", "toc.html"] {
        ensure!(
            pages.contains(&book.path().join(name)),
            "there is no {name}"
        );
    }
    let errors = errors(&pages)?;
    ensure!(errors.is_empty(), "{}", errors.join("\n"));
    Ok(())
}

/// The checker finds what is wrong: without that, the other test would pass on anything.
#[test]
#[ignore = "needs Java and the Nu HTML checker: .ci/run installs both"]
fn errors_are_found() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let page = folder.path().join("page.html");
    let body =
        "<details role=note><summary><div>Who?</div></summary>One.</details><p id=a><p id=a>";
    fs::write(
        &page,
        format!("<!doctype html><html lang=en><title>Page</title>{body}"),
    )?;
    let errors = errors(&[page])?.join("\n");
    for part in ["role", "“div” not allowed", "Duplicate ID “a”"] {
        assert!(errors.contains(part), "{part}: {errors}");
    }
    Ok(())
}

/// The errors that the Nu HTML checker finds in these pages, each with its page and line.
fn errors(pages: &[PathBuf]) -> Result<Vec<String>> {
    let jar = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/checkers/node_modules/vnu-jar/build/dist/vnu.jar");
    ensure!(
        jar.is_file(),
        "{} is missing: .ci/run installs it",
        jar.display()
    );
    // Its verdict is on the standard error, and its exit code says no more than that there are errors.
    let checked = Command::new("java")
        .arg("-jar")
        .arg(jar)
        .args(["--errors-only", "--format", "json"])
        .args(pages)
        .output()
        .context(
            "java cannot be started: install it (Debian: apt-get install default-jre-headless)",
        )?;
    let stderr = String::from_utf8_lossy(&checked.stderr);
    let verdict: Value = serde_json::from_str(&stderr).with_context(|| stderr.to_string())?;
    let messages = verdict["messages"].as_array().context("no verdict")?;
    Ok(messages
        .iter()
        .map(|message| {
            format!(
                "{}:{}: {}",
                message["url"].as_str().unwrap_or_default(),
                message["lastLine"],
                message["message"].as_str().unwrap_or_default()
            )
        })
        .collect())
}
