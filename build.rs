//! Expands the book, and has skeptic write a test for every Rust block that a reader sees: tests/skeptic.rs runs them.
//!
//! The preprocessors run in this process. A preprocessor that is started with `cargo run` would wait without end, because the cargo that runs
//! build.rs holds the lock of the target folder.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

use languages::ALL;
use manuscript::{Manuscript, blocks, practise, sources};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?).join("chapters");

    println!("cargo:rerun-if-changed=build.rs");
    let files = sources::files(&root, ALL)?;
    // The blocks of exercises are not tested here.
    for file in files
        .iter()
        .filter(|file| !file.starts_with(practise::FOLDER))
    {
        println!("cargo:rerun-if-changed={}", root.join(file).display());
    }

    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let mut chapters = Vec::new();
    for chapter in Manuscript::load(&root)?.expand()? {
        // Skeptic names each test after its file, and the name of a function cannot begin with a digit.
        let path = chapter.path.to_str().ok_or("a chapter's name is UTF-8")?;
        let file = out.join(format!("on_{}", path.replace('/', "_")));
        // Blocks that the compiler refuses are left out, because tests/refusals.rs compares their messages word by word.
        let text = blocks::for_skeptic(&blocks::without_refusals(&chapter.text));
        write_old(&file, &text)?;
        chapters.push(file);
    }
    skeptic::generate_doc_tests(&chapters);
    through_ours(&out.with_file_name("skeptic-tests.rs"))
}

/// Changes the tests that skeptic wrote: they call `run_test` and `compile_test` of tests/skeptic.rs instead of skeptic's own functions.
/// tests/skeptic.rs says why.
fn through_ours(tests: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(tests)?;
    fs::write(tests, text.replace("skeptic::rt::", ""))?;
    Ok(())
}

/// Writes a file with an old time of change. skeptic tells cargo to watch the file. If the file were newer than this run of build.rs,
/// cargo would take it for a change, and would run build.rs again at the next build.
fn write_old(file: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    fs::write(file, text)?;
    fs::File::options()
        .write(true)
        .open(file)?
        .set_modified(SystemTime::UNIX_EPOCH)?;
    Ok(())
}
