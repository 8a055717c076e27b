//! Where compilers and programs see the folders of this machine.
//!
//! In a sandbox every folder has a fixed place, for example `/toolchain`. So no program and no message shows the folders of this machine, no
//! compiler has to handle a path with a comma or a space, and a build still runs after the course was moved. Without a sandbox, compilers see
//! each folder at its own path, and these paths are replaced in messages.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::libraries;
use crate::play::sandbox::{Isolation, Mount};

/// The place of the one folder that a compiler can write.
const OUT: &str = "/out";

/// The places of the folders that the tool of one language uses.
pub struct Places {
    /// Whether there is a sandbox to mount them in.
    confined: bool,
    /// Paths of this machine, and the place by which each is replaced in messages.
    replaced: Vec<(String, String)>,
}

impl Places {
    /// No places yet. The isolation decides where the folders will be.
    pub fn new(isolation: &Isolation) -> Self {
        Places {
            confined: *isolation == Isolation::Full,
            replaced: Vec::new(),
        }
    }

    /// Gives a folder of this machine the place `at`.
    pub fn put(&mut self, from: &Path, at: &str) -> Mount {
        self.replaced
            .push((from.display().to_string(), at.to_owned()));
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

    /// The messages of a compiler that wrote to `folder`, without paths of this machine.
    pub fn hide(&self, messages: &str, folder: &Path) -> String {
        let out = (folder.display().to_string(), OUT.to_owned());
        let mut text = Cow::Borrowed(messages);
        for (from, at) in self.replaced.iter().chain([&out]) {
            if text.contains(from) {
                text = text.replace(from, at).into();
            }
        }
        // The crates contain the paths of their sources.
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
            let message = format!("{at}/lib/core.rs /home/a, b/out/program.o");
            assert_eq!(
                places.hide(&message, Path::new("/home/a, b/out")),
                "/toolchain/lib/core.rs /out/program.o"
            );
        }
    }
}
