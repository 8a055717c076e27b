//! The empty folders on which sandboxes stand.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Result;
use tempfile::TempDir;

/// The place of these folders, where it exists. It is in memory, and a file system on a disk takes milliseconds to make and to remove the
/// dozen folders of a sandbox.
const IN_MEMORY: &str = "/dev/shm";

/// How the names of these folders begin.
const PREFIX: &str = "course-sandbox-";

/// An empty folder for the root of a sandbox. It is removed when it is dropped. Until then it is locked, so no other server takes it for
/// the folder of a server that was killed.
pub struct Root {
    folder: TempDir,
    _lock: File,
}

impl Root {
    /// Its path.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a folder.
    ///
    /// # Errors
    /// That there is no place for it.
    pub fn make() -> Result<Self> {
        let prefix = format!("{PREFIX}{}-", std::process::id());
        let mut builder = tempfile::Builder::new();
        let builder = builder.prefix(&prefix);
        loop {
            let folder = builder
                .tempdir_in(IN_MEMORY)
                .or_else(|_| builder.tempdir())?;
            // Another server that tidies up may remove the folder until it is locked.
            let lock = match open_folder(folder.path()) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                lock => lock?,
            };
            lock.lock()?;
            if folder.path().is_dir() {
                return Ok(Root {
                    folder,
                    _lock: lock,
                });
            }
        }
    }
}

/// Removes the folders of servers that were killed. Their sandboxes have ended with them.
pub fn tidy_up() {
    for folder in [Path::new(IN_MEMORY), &std::env::temp_dir()] {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
                continue;
            }
            if let Ok(root) = open_folder(&entry.path())
                && root.try_lock().is_ok()
            {
                let _ = fs::remove_dir_all(entry.path());
                // The lock is held until the folder is removed, so nobody else can start to use it.
                drop(root);
            }
        }
    }
}

/// Opens a folder; any other kind of file is an error. Other users can write in the same place, and opening a pipe that one of them made
/// could block without end.
fn open_folder(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_DIRECTORY | libc::O_NOFOLLOW)
        .open(path)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use nix::sys::stat::Mode;
    use nix::unistd::mkfifo;

    use super::*;

    /// A server that tidies up removes the folders that nobody uses any more. It removes no folder that is used or being made, and does not
    /// wait for a pipe of the same name.
    #[test]
    fn roots_are_kept_while_they_are_used() {
        let dead = Path::new(IN_MEMORY).join(format!("{PREFIX}dead"));
        let pipe = Path::new(IN_MEMORY).join(format!("{PREFIX}pipe-{}", std::process::id()));
        fs::create_dir_all(dead.join("tmp")).unwrap();
        mkfifo(&pipe, Mode::S_IRWXU).unwrap();
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    tidy_up();
                }
            });
            for _ in 0..500 {
                let root = Root::make().unwrap();
                fs::create_dir(root.path().join("tmp")).unwrap();
            }
            over.store(true, Ordering::Relaxed);
        });
        fs::remove_file(&pipe).unwrap();
        assert!(!dead.exists());
    }
}
