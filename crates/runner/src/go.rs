//! The Go of this machine: which one it is, whether it is new enough, and how it is called.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use languages::Language;

/// The oldest Go that can build the programs of the book, as `go/go.mod` says, too.
const OLDEST: Release = Release {
    major: 1,
    minor: 26,
};

/// A release of Go, without the number of its patch, which does not matter to the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Release {
    major: u32,
    minor: u32,
}

impl Release {
    /// The release in one of the forms in which Go prints its version: `go1.27.3`, `go1.26rc1`, `devel go1.27-1a2b3c4 Mon Jan 5`,
    /// `go1.26.1 X:nodwarf5`. `None` for any other text.
    fn parse(version: &str) -> Option<Self> {
        let numbers = version
            .split_whitespace()
            .find_map(|word| word.strip_prefix("go"))?;
        let mut numbers = numbers.splitn(3, '.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?;
        let end = minor.find(|c: char| !c.is_ascii_digit());
        let minor = minor[..end.unwrap_or(minor.len())].parse().ok()?;
        Some(Release { major, minor })
    }
}

impl std::fmt::Display for Release {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// A command that calls the Go of this machine on the programs of the book whose root is `root`. It uses no other version of Go, downloads
/// nothing, and ignores the user's flags.
pub fn command(root: &Path) -> Command {
    let mut go = Command::new("go");
    go.current_dir(root.join(Language::GO.folder)).envs([
        ("GOTOOLCHAIN", "local"),
        ("GOPROXY", "off"),
        ("GOFLAGS", ""),
    ]);
    go
}

/// The version of the Go of this machine, for example `go1.27.3`.
///
/// # Errors
/// In one line, that there is no Go, that it does not work, or that it is too old; and what to do about it.
pub fn version(root: &Path) -> Result<String> {
    let output = command(root)
        .args(["env", "GOVERSION"])
        .output()
        .with_context(|| format!("no `go` is on the PATH: install Go {OLDEST} or newer"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<&str> = errors.split_whitespace().collect();
        bail!("`go` does not work: {}", errors.join(" "));
    }
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    check(&version)?;
    Ok(version)
}

/// # Errors
/// That this is too old, or no version.
fn check(version: &str) -> Result<()> {
    let found = Release::parse(version).with_context(|| {
        format!("`go` says that its version is `{version}`: install Go {OLDEST} or newer")
    })?;
    ensure!(
        found >= OLDEST,
        "the `go` on the PATH is {version}, and the book needs Go {OLDEST} or newer: install it from https://go.dev/dl"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Releases, their candidates and the development's versions are told apart by their numbers, and not as text: 1.9 is
    /// older than 1.26.
    #[test]
    fn versions() {
        for version in [
            "go1.26",
            "go1.26.0",
            "go1.26rc1",
            "go1.27.3",
            "go1.100",
            "go2.0",
            "devel go1.27-1a2b3c4d Mon Jan 5 10:00:00 2026 +0000",
            "go1.27-devel_1a2b3c4d Mon Jan 5 10:00:00 2026 +0000",
            "go1.26.1 X:nodwarf5",
        ] {
            check(version).unwrap_or_else(|error| panic!("{version}: {error}"));
        }
        for version in [
            "go1.25.3",
            "go1.25",
            "go1.9",
            "devel go1.25-1a2b3c4d Mon",
            "go1.3rc1",
        ] {
            let error = check(version).unwrap_err().to_string();
            assert!(
                error.contains(version) && error.contains("Go 1.26 or newer"),
                "{error}"
            );
            assert!(!error.contains('\n'), "{error}");
        }
        for version in ["", "devel", "gopher", "go", "go1", "1.26"] {
            let error = check(version).unwrap_err().to_string();
            assert!(error.contains("install Go 1.26 or newer"), "{error}");
        }
    }

    /// The book's own module asks for the same release as this.
    #[test]
    fn the_module_asks_for_the_same() {
        let module = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../go/go.mod");
        let module = std::fs::read_to_string(module).unwrap();
        assert!(
            module.lines().any(|line| line == format!("go {OLDEST}")),
            "{module}"
        );
    }
}
