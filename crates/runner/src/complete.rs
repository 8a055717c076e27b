//! Makes a file or a folder beside its place, and moves it there when it is complete.
//!
//! So no other process or thread ever sees it incomplete, and two that make the same thing at once do not disturb each other.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// How the name of a folder begins whose contents are not complete. With a dot, because such a folder may stand among the programs of the
/// book, and is none of them.
const PREFIX: &str = ".half-";

/// Makes the file `place`, or replaces it: `write` writes the file whose path it gets.
///
/// # Errors
/// Those of `write`, or that the file cannot be moved to its place.
pub fn file(place: &Path, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let folder = beside(place)?;
    let half = folder
        .path()
        .join(place.file_name().context("a file has a name")?);
    write(&half)?;
    fs::rename(&half, place).with_context(|| format!("cannot write {}", place.display()))
}

/// Makes the folder `place`: `fill` fills the folder whose path it gets. If another process makes the same folder meanwhile, the other
/// folder stays.
///
/// # Errors
/// Those of `fill`, or that the folder cannot be moved to its place.
pub fn folder(place: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let half = beside(place)?;
    fill(half.path())?;
    let moved = put(half, place);
    ensure!(
        place.is_dir(),
        "cannot make {}: {}",
        place.display(),
        moved
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    );
    Ok(())
}

/// Moves a folder that is complete to its place.
///
/// # Errors
/// That it cannot be moved, for example because another folder is there. Then it is removed.
pub fn put(folder: TempDir, place: &Path) -> io::Result<()> {
    fs::rename(folder.path(), place)?;
    // The path of the temporary folder is free now, so there is nothing to remove when `folder` is dropped.
    let _ = folder.keep();
    Ok(())
}

/// A new folder beside `place`, in the same file system, so that its contents can be moved. Nobody else writes to it.
fn beside(place: &Path) -> Result<TempDir> {
    let parent = place.parent().context("a place has a folder")?;
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    tempfile::Builder::new()
        .prefix(PREFIX)
        .tempdir_in(parent)
        .with_context(|| format!("cannot write to {}", parent.display()))
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    /// However many threads make the same file and the same folder at once, a reader sees each whole, and nothing else is left.
    #[test]
    fn many_make_the_same() {
        let root = tempfile::tempdir().unwrap();
        let (one, many) = (root.path().join("new/one"), root.path().join("new/many"));
        let fill = |folder: &Path| {
            for name in ["a", "b"] {
                fs::write(folder.join(name), name)?;
            }
            Ok(())
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    file(&one, |half| Ok(fs::write(half, "whole")?)).unwrap();
                    assert_eq!(fs::read_to_string(&one).unwrap(), "whole");
                    folder(&many, fill).unwrap();
                    assert_eq!(entries(&many), 2);
                });
            }
        });
        assert_eq!(entries(&root.path().join("new")), 2);
    }

    /// When the contents cannot be made, the place stays as it was, and nothing is left beside it.
    #[test]
    fn errors_change_nothing() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("one");
        fs::write(&place, "old").unwrap();
        let error = file(&place, |half| {
            fs::write(half, "half")?;
            anyhow::bail!("the compiler refuses it")
        });
        assert!(error.is_err());
        assert!(folder(&root.path().join("many"), |_| anyhow::bail!("no room")).is_err());
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        assert_eq!(entries(root.path()), 1);
    }
}
