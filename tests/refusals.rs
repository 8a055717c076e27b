//! Every program that is here to be refused is refused, with exactly the words that stand beside it: Rust and Go by their
//! compilers, Python by mypy.

use std::fs::{self, File};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use runner::compile::Toolchain;
use runner::program::{self, Language, Program};
use runner::transcript::Transcript;
use runner::watch::Watchdog;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let toolchain = Arc::new(Toolchain::new(root));
    let mut trials = Vec::new();
    for language in Language::ALL {
        trials.push(trial("the_check_can_fail", language, move || {
            the_check_can_fail(language)
        }));
    }
    for program in program::refusals(root).expect("the folders of refused programs can be read") {
        let toolchain = Arc::clone(&toolchain);
        trials.push(trial(&program.name.clone(), program.language, move || {
            Ok(check(&toolchain, &program)?)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A test case, ignored where a machine with Rust and Python alone cannot run it.
fn trial(
    name: &str,
    language: Language,
    run: impl FnOnce() -> Result<(), Failed> + Send + 'static,
) -> Trial {
    let trial = Trial::test(format!("{language}::{name}"), run);
    match language {
        Language::Rust => trial,
        Language::Go => trial.with_kind("needs Go").with_ignored_flag(true),
        Language::Python => trial.with_kind("needs mypy").with_ignored_flag(true),
    }
}

/// The program is refused, in the words that somebody read.
fn check(toolchain: &Toolchain, program: &Program) -> Result<()> {
    let (source, words) = (program.refused_source(), program.refusal());
    let mend = format!(
        "fix: `cargo run -- bless {}`, and read what it wrote",
        program.name
    );
    let expected = text::read(&toolchain.root().join(&words)).with_context(|| {
        format!(
            "{} has no {} beside it\n  {mend}",
            source.display(),
            words.display()
        )
    })?;
    let said = toolchain.refusal(program)?;
    let said = text::normal(&said);
    ensure!(
        expected == said,
        "{} is refused in other words:\n{}  {mend}",
        source.display(),
        Transcript::parse(&expected).compare(&Transcript::parse(&said))
    );
    Ok(())
}

/// A program that is taken, one that is refused for another reason, one whose known words are others, and one whose words
/// nobody has read are each found; a right one is not.
fn the_check_can_fail(language: Language) -> Result<(), Failed> {
    let (right, word, other, why, taken) = match language {
        Language::Rust => (
            "fn main() { let a = String::new(); drop(a); drop(a) }\n",
            "E0382",
            "extern crate tokio;\nfn main() {}\n",
            "E0463",
            "fn main() {}\n",
        ),
        Language::Go => (
            "//go:build refused\n\npackage main\n\nfunc main() { make(<-chan int) <- 1 }\n",
            "receive-only",
            "//go:build refused\n\npackage main\n\nfunc main() { a := 1 }\n",
            "declared and not used",
            "//go:build refused\n\npackage main\n\nfunc main() {}\n",
        ),
        Language::Python => (
            "a: int = \"a\"\n",
            "assignment",
            "a: int = abc\n",
            "name-defined",
            "a: int = 1\n",
        ),
    };
    let root = tempfile::tempdir()?;
    let program = Program {
        name: "program".into(),
        language,
    };
    let source = root.path().join(program.refused_source());
    let beside = root.path().join(program.refusal());
    fs::create_dir_all(source.parent().context("a file lies in a folder")?)?;
    for (file, text) in [
        ("go/go.mod", "module course\n\ngo 1.26\n"),
        ("python/pyproject.toml", "[tool.mypy]\nstrict = true\n"),
    ] {
        let file = root.path().join(file);
        fs::create_dir_all(file.parent().context("a file lies in a folder")?)?;
        fs::write(file, text)?;
    }
    // All of one age, and two of one size: neither may stand for another.
    let write = |text: &str| {
        fs::write(&source, text)?;
        File::options()
            .write(true)
            .open(&source)?
            .set_modified(UNIX_EPOCH)
    };
    write(right)?;
    let toolchain = Toolchain::without_libraries(root.path(), Watchdog::default());
    let words = toolchain.refusal(&program)?;
    if !words.contains(word) || words.contains(root.path().to_str().unwrap_or("/")) {
        return Err(words.into());
    }
    for (text, known, found) in [
        (right, Some(&words), None),
        (right, Some(&words.replace(word, "else")), Some(word)),
        (other, Some(&words), Some(why)),
        (taken, Some(&words), Some("is taken")),
        (right, None, Some("has no ")),
    ] {
        write(text)?;
        match known {
            Some(words) => fs::write(&beside, words)?,
            None => fs::remove_file(&beside)?,
        }
        let told = check(&toolchain, &program)
            .err()
            .map(|error| format!("{error:#}"));
        match (found, told) {
            (None, None) => {}
            (Some(found), Some(told)) if told.contains(found) => {}
            (_, told) => return Err(format!("{text}: {told:?}").into()),
        }
    }
    Ok(())
}
