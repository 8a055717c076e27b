//! What the measuring programs share: the same measurement in Go and Python beside them, the table that a chapter
//! includes, and something to compute.

// Each measuring program compiles this anew, and not each has need of all.
#![allow(dead_code)]

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One row of a table: its cells.
pub type Row = Vec<String>;

/// Writes `listings/measurements/NAME.md`: the table, and beneath it what it was measured with, when, and how to repeat it.
///
/// # Panics
/// That the file cannot be written, or that a row has not as many cells as the heading.
pub fn write(name: &str, heading: &[&str], rows: &[Row]) {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let heading: Row = heading.iter().map(ToString::to_string).collect();
    let mut text = line(&heading);
    text.push_str(&line(&vec!["---".to_owned(); heading.len()]));
    for row in rows {
        assert_eq!(row.len(), heading.len(), "{row:?}");
        text.push_str(&line(row));
    }
    text.push_str(&format!(
        "\nMeasured on {} on {}, by `cargo bench -p listings --bench {name}`.\n",
        said("date", &["+%Y-%m-%d"]).expect("a Unix machine has `date`"),
        machine(),
    ));
    let file = root()
        .join("listings/measurements")
        .join(format!("{name}.md"));
    fs::write(&file, &text)
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
    print!("{text}");
}

/// The rows that `go/benches/NAME/main.go` prints when it is given these arguments, cells divided by tabs; none, with a
/// warning, where there is no `go`.
///
/// # Panics
/// That the program fails.
pub fn go(name: &str, arguments: &[&str]) -> Vec<Row> {
    if said("go", &["version"]).is_none() {
        eprintln!("warning: no `go` is on the PATH: its rows are missing");
        return Vec::new();
    }
    let mut command = Command::new("go");
    command
        .current_dir(root().join("go"))
        .args(["run", &format!("./benches/{name}")])
        .args(arguments);
    rows(&mut command)
}

/// The rows that `python/benches/NAME/main.py` prints when it is given these arguments, cells divided by tabs.
///
/// # Panics
/// That the program fails.
pub fn python(name: &str, arguments: &[&str]) -> Vec<Row> {
    let mut command = Command::new("python3");
    command
        .current_dir(root())
        .arg(format!("python/benches/{name}/main.py"))
        .args(arguments);
    rows(&mut command)
}

/// The rows that this same program prints when it is given these arguments: memory is measured in a process of its own.
///
/// # Panics
/// That the program fails.
pub fn apart(arguments: &[&str]) -> Vec<Row> {
    let this = std::env::current_exe().expect("a running program has a file");
    rows(Command::new(this).args(arguments))
}

fn rows(command: &mut Command) -> Vec<Row> {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// The machine's kind and the versions of all that takes part.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text
            .lines()
            .find(|line| line.starts_with("model name"))?
            .to_owned();
        Some(line.split_once(": ")?.1.to_owned())
    });
    let mut parts = vec![format!(
        "{cores} cores of {}",
        model.as_deref().unwrap_or(std::env::consts::ARCH)
    )];
    parts.extend(said("uname", &["-sr"]));
    parts.extend(said("rustc", &["-V"]).map(|text| words(&text, 2)));
    parts.extend(said("go", &["version"]).map(|text| words(&text, 3)));
    parts.extend(said("python3", &["-V"]));
    parts.join(", ")
}

fn words(text: &str, count: usize) -> String {
    text.split(' ').take(count).collect::<Vec<_>>().join(" ")
}

/// What a command says; `None` where there is no such command.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sum of the primes among these numbers, computed without any haste.
pub fn sum_of_primes(numbers: Range<u64>) -> u64 {
    let mut sum = 0;
    for n in numbers {
        let mut divisor = 2;
        while divisor * divisor <= n && !n.is_multiple_of(divisor) {
            divisor += 1;
        }
        if divisor * divisor > n {
            sum += n;
        }
    }
    sum
}
