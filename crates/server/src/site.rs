//! Renders the book into a folder, whole or not at all.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use manuscript::{Audience, Manuscript, Problem};

use crate::progress::Progress;
use crate::site_url::{SiteUrl, any_address};

/// Writes the book as static pages into `out`, in exchange for what was there. `url` says where a web host will have them.
///
/// # Errors
/// That the book is broken: then `out` stays as it was. That `out` holds something that is not a book.
pub fn publish(root: &Path, out: &Path, url: Option<&SiteUrl>) -> Result<()> {
    let out = std::path::absolute(out)?;
    let ours = out.join("toc.html").is_file();
    let empty = fs::read_dir(&out).map_or(true, |mut entries| entries.next().is_none());
    if out.exists() && !ours && !empty {
        bail!(Problem::new(
            &out,
            None,
            "this folder holds something that is not a book",
            "name another one with --out, or empty it"
        ));
    }
    let parent = out.parent().context("the pages need a folder")?;
    fs::create_dir_all(parent)?;

    let progress = Progress::start("Rendering the book");
    // Beside its place, so that it can be moved there in one step.
    let fresh = tempfile::Builder::new()
        .prefix(".book-")
        .tempdir_in(parent)?;
    let pages = fresh.path().join("pages");
    let mut manuscript = Manuscript::load(root)?;
    if let Some(url) = url {
        manuscript.set_site(url.path(), url.address())?;
    }
    manuscript.render(&pages, Audience::Public)?;
    let missing = pages.join("404.html");
    if missing.is_file() {
        let page = fs::read_to_string(&missing)?;
        fs::write(&missing, any_address(&page, url.is_some()))?;
    }
    let old = fresh.path().join("old");
    if out.exists() {
        fs::rename(&out, &old)?;
    }
    fs::rename(&pages, &out).inspect_err(|_| {
        // The new pages could not be moved, so the old pages go back to their place.
        let _ = fs::rename(&old, &out);
    })?;
    progress.done();
    println!("The pages are in {}", out.display());
    Ok(())
}
