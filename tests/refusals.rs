//! Each refused program is refused with exactly the messages in the file beside it. The compilers refuse Rust and Go, and mypy refuses Python.

use std::fs::{self, File};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, ensure};
use languages::{ALL, Language};
use libtest_mimic::{Arguments, Failed, Trial};
use runner::program::{self, Program};
use runner::refusal::Compilers;
use runner::transcript::Transcript;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compilers = Arc::new(Compilers::new(root));
    let mut trials = Vec::new();
    for language in ALL {
        trials.push(trial("the_check_can_fail", language, move || {
            the_check_can_fail(language)
        }));
    }
    for program in
        program::refusals(root, ALL).expect("the folders of refused programs can be read")
    {
        let compilers = Arc::clone(&compilers);
        trials.push(trial(&program.name.clone(), program.language, move || {
            Ok(check(&compilers, &program)?)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A test case, ignored where a machine with Rust and Python alone cannot run it.
fn trial(
    name: &str,
    language: &Language,
    run: impl FnOnce() -> Result<(), Failed> + Send + 'static,
) -> Trial {
    let trial = Trial::test(format!("{language}::{name}"), run);
    // Only mypy refuses a wrong type. The interpreter does not.
    let needed = match *language == Language::PYTHON {
        true => Some("mypy"),
        false => (!language.expected).then_some(language.title),
    };
    match needed {
        Some(tool) => trial
            .with_kind(format!("needs {tool}"))
            .with_ignored_flag(true),
        None => trial,
    }
}

/// The compiler refuses the program with the messages that are stored beside it.
fn check(compilers: &Compilers, program: &Program) -> Result<()> {
    let (source, words) = (program.refused_source(), program.refusal());
    let fix = format!(
        "fix: `cargo run -- bless {}`, and read what it wrote",
        program.name
    );
    let expected = text::read(&compilers.root().join(&words)).with_context(|| {
        format!(
            "{} has no {} beside it\n  {fix}",
            source.display(),
            words.display()
        )
    })?;
    let stderr = compilers.refusal(program)?;
    let stderr = text::normal(&stderr);
    ensure!(
        expected == stderr,
        "{} is refused in other words:\n{}  {fix}",
        source.display(),
        Transcript::parse(&expected).compare(&Transcript::parse(&stderr))
    );
    Ok(())
}

/// Programs that show that the check can fail, for each language: one that is refused, a word of its messages, one that is refused for
/// another reason, a word of that, and one that is taken.
const SAMPLES: [(Language, [&str; 5]); 3] = [
    (
        Language::RUST,
        [
            "fn main() { let a = String::new(); drop(a); drop(a) }\n",
            "E0382",
            "extern crate tokio;\nfn main() {}\n",
            "E0463",
            "fn main() {}\n",
        ],
    ),
    (
        Language::GO,
        [
            "//go:build refused\n\npackage main\n\nfunc main() { make(<-chan int) <- 1 }\n",
            "receive-only",
            "//go:build refused\n\npackage main\n\nfunc main() { a := 1 }\n",
            "declared and not used",
            "//go:build refused\n\npackage main\n\nfunc main() {}\n",
        ],
    ),
    (
        Language::PYTHON,
        [
            "a: int = \"a\"\n",
            "assignment",
            "a: int = abc\n",
            "name-defined",
            "a: int = 1\n",
        ],
    ),
];

/// A program that is taken, one that is refused for another reason, one whose known words are others, and one whose words
/// nobody has read are each found; a right one is not.
fn the_check_can_fail(language: &'static Language) -> Result<(), Failed> {
    let (_, [right, word, other, why, taken]) = SAMPLES
        .into_iter()
        .find(|(known, _)| known == language)
        .with_context(|| format!("SAMPLES has nothing for {}", language.title))?;
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
    let compilers = Compilers::without_libraries(root.path());
    let words = compilers.refusal(&program)?;
    if !words.contains(word) || words.contains(root.path().to_str().unwrap_or("/")) {
        return Err(words.into());
    }
    for (text, beside_it, found) in [
        (right, Some(&words), None),
        (right, Some(&words.replace(word, "else")), Some(word)),
        (other, Some(&words), Some(why)),
        (taken, Some(&words), Some("is taken")),
        (right, None, Some("has no ")),
    ] {
        write(text)?;
        match beside_it {
            Some(words) => fs::write(&beside, words)?,
            None => fs::remove_file(&beside)?,
        }
        let error = check(&compilers, &program)
            .err()
            .map(|error| format!("{error:#}"));
        match (found, error) {
            (None, None) => {}
            (Some(found), Some(error)) if error.contains(found) => {}
            (_, error) => return Err(format!("{text}: {error:?}").into()),
        }
    }
    Ok(())
}
