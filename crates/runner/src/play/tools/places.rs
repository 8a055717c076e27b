//! Where compilers and programs see the folders of this machine.
//!
//! In a sandbox every folder has a fixed place, `/toolchain` for example. So no program and no message shows where things are on this
//! machine, a path with a comma or a space in it is no trouble to any compiler, and a build runs wherever the course is moved to.
//! Without a sandbox the folders are where they are; then their paths are replaced in messages.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::libraries;
use crate::play::sandbox::{Isolation, Mount};

/// Where a compiler sees the one folder that it can write.
const OUT: &str = "/out";

/// The places of the folders that the tool of one language uses.
pub struct Places {
    /// Whether there is a sandbox to mount them in.
    confined: bool,
    /// What is replaced in messages: a path of this machine, and its place.
    shown: Vec<(String, String)>,
}

impl Places {
    /// None yet; where they will be depends on whether programs are kept apart from this machine.
    pub fn new(isolation: &Isolation) -> Self {
        Places {
            confined: *isolation == Isolation::Full,
            shown: Vec::new(),
        }
    }

    /// Gives a folder of this machine the place `at`.
    pub fn put(&mut self, from: &Path, at: &str) -> Mount {
        self.shown.push((from.display().to_string(), at.to_owned()));
        self.mount(from, at)
    }

    /// The folder that a compiler can write.
    pub fn out(&self, folder: &Path) -> Mount {
        self.mount(folder, OUT)
    }

    fn mount(&self, from: &Path, at: &str) -> Mount {
        let mut mount = Mount::in_place(from);
        if self.confined {
            mount.at = PathBuf::from(at);
        }
        mount
    }

    /// What a compiler that wrote to `folder` had to say, without paths of this machine.
    pub fn hide(&self, messages: &str, folder: &Path) -> String {
        let out = (folder.display().to_string(), OUT.to_owned());
        let mut text = Cow::Borrowed(messages);
        for (from, at) in self.shown.iter().chain([&out]) {
            if text.contains(from) {
                text = text.replace(from, at).into();
            }
        }
        // The crates themselves say where their sources were.
        libraries::without_sources(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With a sandbox a folder is mounted at its place, without one at its own; the messages are the same in both.
    #[test]
    fn messages_show_places() {
        let full = Isolation::Full;
        let none = Isolation::None("for a test".into());
        for (isolation, at) in [(full, "/toolchain"), (none, "/home/a, b/rust")] {
            let mut places = Places::new(&isolation);
            let mount = places.put(Path::new("/home/a, b/rust"), "/toolchain");
            assert_eq!(mount.at, Path::new(at));
            let said = format!("{at}/lib/core.rs /home/a, b/out/program.o");
            assert_eq!(
                places.hide(&said, Path::new("/home/a, b/out")),
                "/toolchain/lib/core.rs /out/program.o"
            );
        }
    }
}
