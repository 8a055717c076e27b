//! Every program in `listings/compile_fail` is refused, with exactly the words that stand beside it.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use runner::bless::refusal_file;
use runner::compile::Toolchain;
use runner::program;
use runner::transcript::Transcript;
use runner::watch::Watchdog;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let toolchain = Arc::new(Toolchain::new(root));
    let mut trials = vec![Trial::test("the_check_can_fail", the_check_can_fail)];
    for name in program::refusals(root).expect("listings/compile_fail can be read") {
        let toolchain = Arc::clone(&toolchain);
        trials.push(Trial::test(name.clone(), move || {
            Ok(check(&toolchain, &name)?)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The compiler refuses the program, and says what it said when somebody read it.
fn check(toolchain: &Toolchain, name: &str) -> Result<()> {
    let mend = format!("mend: `cargo run -- bless {name}`, and read what it wrote");
    let file = refusal_file(toolchain.root(), name);
    let expected = fs::read_to_string(&file)
        .with_context(|| format!("{name}.rs has no {name}.stderr beside it\n  {mend}"))?;
    let words = toolchain.refusal(name)?;
    ensure!(
        expected == words,
        "{name}.rs is refused in other words:\n{}  {mend}",
        Transcript::parse(&expected).compare(&Transcript::parse(&words))
    );
    Ok(())
}

/// A program that compiles, one that is refused for another reason (another code, a missing crate), and one whose words
/// nobody has read are each found; a right one is not.
fn the_check_can_fail() -> Result<(), Failed> {
    const MOVED: &str = "fn main() { let a = String::new(); drop(a); drop(a) }\n";
    let root = tempfile::tempdir()?;
    let folder = root.path().join("listings/compile_fail");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("program.rs"), MOVED)?;
    let toolchain = Toolchain::without_libraries(root.path(), Watchdog::default());
    let words = toolchain.refusal("program")?;
    if !words.contains("error[E0382]") || words.contains(root.path().to_str().unwrap_or("/")) {
        return Err(words.into());
    }
    for (source, beside, found) in [
        (MOVED, Some(&words), None),
        (MOVED, Some(&words.replace("E0382", "E0505")), Some("E0505")),
        (
            "extern crate tokio;\nfn main() {}\n",
            Some(&words),
            Some("E0463"),
        ),
        ("fn main() {}\n", Some(&words), Some("the compiler takes")),
        (MOVED, None, Some("has no program.stderr")),
    ] {
        fs::write(folder.join("program.rs"), source)?;
        match beside {
            Some(words) => fs::write(folder.join("program.stderr"), words)?,
            None => fs::remove_file(folder.join("program.stderr"))?,
        }
        let told = check(&toolchain, "program")
            .err()
            .map(|error| format!("{error:#}"));
        match (found, told) {
            (None, None) => {}
            (Some(found), Some(told)) if told.contains(found) => {}
            (_, told) => return Err(format!("{source}: {told:?}").into()),
        }
    }
    Ok(())
}
