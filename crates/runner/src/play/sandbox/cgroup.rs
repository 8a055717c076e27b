//! A control group for each sandbox, where this process may make one: the kernel then holds the limits itself, on everything
//! that the program starts, and counts what no look at the processes can see.
//!
//! - **Version 2** is used where it is delegated: systemd says so by the attribute `user.delegate` on the group of this process
//!   (systemd's *Control Group APIs and Delegation*), or this process is in the group at the top and can write there.
//! - **Version 1** is used where this process can write to the hierarchies of `memory`, `pids` and `cpuacct`, which means: as root.
//!
//! Elsewhere there are no groups, and [`super::usage`] alone counts.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::play::limits::Limits;

/// Where the control groups are mounted.
const MOUNT: &str = "/sys/fs/cgroup";

/// How the names of the groups begin that are made here.
const NAME: &str = "course-";

/// The controllers that are needed, by their names in version 2.
const CONTROLLERS: [&str; 3] = ["memory", "pids", "cpu"];

/// How many bytes a group may hold in addition to the memory that is counted for a program: for the kernel, and for the first process of
/// the sandbox. The group is the last resort, for memory that grows faster than the server looks.
const KERNEL_MEMORY: u64 = 64 << 20;

/// The hierarchies in which groups can be made; `None` where there are none.
static HIERARCHIES: LazyLock<Option<Hierarchies>> =
    LazyLock::new(|| Hierarchies::find(Path::new(MOUNT)));

/// The folder of each controller in which this process may make groups.
#[derive(Debug, Clone)]
struct Hierarchies {
    version: Version,
    memory: PathBuf,
    pids: PathBuf,
    cpu: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

/// A control group. It is removed when it is dropped; before that, its processes must have ended.
#[derive(Debug)]
pub struct Group(Hierarchies);

impl Group {
    /// Makes a group with these limits; `None` where no group can be made.
    pub fn make(limits: &Limits) -> Option<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let hierarchies = HIERARCHIES.as_ref()?;
        // Relaxed: each number must be different from the others; it orders nothing.
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{NAME}{}-{number}", process::id());
        let group = Group(Hierarchies {
            version: hierarchies.version,
            memory: hierarchies.memory.join(&name),
            pids: hierarchies.pids.join(&name),
            cpu: hierarchies.cpu.join(&name),
        });
        group.set_up(limits).ok().map(|()| group)
    }

    fn set_up(&self, limits: &Limits) -> io::Result<()> {
        for folder in self.0.folders() {
            fs::create_dir(folder)?;
        }
        let memory = (limits.memory + limits.files + KERNEL_MEMORY).to_string();
        // The first process counts here as well, so this limit is reached one process earlier than `RLIMIT_NPROC`. That is intended, because
        // the kernel reports when this limit is reached, and not when the other one is.
        fs::write(self.0.pids.join("pids.max"), limits.processes.to_string())?;
        match self.0.version {
            Version::Two => {
                fs::write(self.0.memory.join("memory.max"), memory)?;
                fs::write(self.0.memory.join("memory.oom.group"), "1")?;
                // Missing where the kernel has no swap.
                let _ = fs::write(self.0.memory.join("memory.swap.max"), "0");
            }
            Version::One => {
                fs::write(self.0.memory.join("memory.limit_in_bytes"), &memory)?;
                // Missing where the kernel does not count swap, or has no TCP.
                for file in [
                    "memory.memsw.limit_in_bytes",
                    "memory.kmem.tcp.limit_in_bytes",
                ] {
                    let _ = fs::write(self.0.memory.join(file), &memory);
                }
            }
        }
        Ok(())
    }

    /// Takes in a process, and with it everything that it will start.
    ///
    /// # Errors
    /// That the kernel refuses.
    pub fn add(&self, pid: i32) -> io::Result<()> {
        self.0
            .folders()
            .iter()
            .try_for_each(|folder| fs::write(folder.join("cgroup.procs"), pid.to_string()))
    }

    /// How long its processes have computed together, including those that have ended.
    pub fn computed(&self) -> Option<Duration> {
        match self.0.version {
            Version::One => {
                let nanos = fs::read_to_string(self.0.cpu.join("cpuacct.usage")).ok()?;
                Some(Duration::from_nanos(nanos.trim().parse().ok()?))
            }
            Version::Two => {
                count(&self.0.cpu.join("cpu.stat"), "usage_usec").map(Duration::from_micros)
            }
        }
    }

    /// Whether the kernel has ended a process of it because it held too much memory.
    pub fn ran_out_of_memory(&self) -> bool {
        let file = match self.0.version {
            Version::One => "memory.oom_control",
            Version::Two => "memory.events",
        };
        count(&self.0.memory.join(file), "oom_kill").is_some_and(|kills| kills > 0)
    }

    /// Whether the kernel has refused to start a process or a thread, because there were too many.
    pub fn ran_out_of_processes(&self) -> bool {
        count(&self.0.pids.join("pids.events"), "max").is_some_and(|refusals| refusals > 0)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        for folder in self.0.folders() {
            let _ = fs::remove_dir(folder);
        }
    }
}

impl Hierarchies {
    /// Finds the hierarchies for groups of this process, below the folder where the hierarchies are mounted.
    fn find(mount: &Path) -> Option<Self> {
        let memberships = fs::read_to_string("/proc/self/cgroup").ok()?;
        let memberships = memberships_of(&memberships);
        let hierarchies = Hierarchies::of_version_2(mount, &memberships)
            .or_else(|| Hierarchies::of_version_1(mount, &memberships))?;
        hierarchies.tidy_up();
        Some(hierarchies)
    }

    fn of_version_2(mount: &Path, memberships: &HashMap<String, String>) -> Option<Self> {
        let own = mount.join(memberships.get("")?.trim_start_matches('/'));
        let at_the_top = own == mount.join("");
        let controllers = fs::read_to_string(own.join("cgroup.controllers")).ok()?;
        let has = |controllers: &str| {
            let names: Vec<&str> = controllers.split_whitespace().collect();
            CONTROLLERS.iter().all(|name| names.contains(name))
        };
        if !has(&controllers) || !(at_the_top || is_delegated(&own)) {
            return None;
        }
        let enabled = own.join("cgroup.subtree_control");
        if !has(&fs::read_to_string(&enabled).ok()?) {
            // A group with processes of its own cannot hand controllers on, unless it is the real top. So its processes move into a leaf.
            let all = CONTROLLERS.map(|name| format!("+{name}")).join(" ");
            if fs::write(&enabled, &all).is_err() {
                let leaf = own.join(format!("{NAME}server"));
                let _ = fs::create_dir(&leaf);
                for pid in fs::read_to_string(own.join("cgroup.procs")).ok()?.lines() {
                    fs::write(leaf.join("cgroup.procs"), pid).ok()?;
                }
                fs::write(&enabled, &all).ok()?;
            }
        }
        Some(Hierarchies {
            version: Version::Two,
            memory: own.clone(),
            pids: own.clone(),
            cpu: own,
        })
    }

    fn of_version_1(mount: &Path, memberships: &HashMap<String, String>) -> Option<Self> {
        let place = |controller: &str| {
            let own = memberships.get(controller)?.trim_start_matches('/');
            let folder = mount.join(controller).join(own);
            // Made and removed once, to see whether that is allowed.
            let trial = folder.join(format!("{NAME}{}-trial", process::id()));
            fs::create_dir(&trial)
                .and_then(|()| fs::remove_dir(&trial))
                .ok()?;
            Some(folder)
        };
        Some(Hierarchies {
            version: Version::One,
            memory: place("memory")?,
            pids: place("pids")?,
            cpu: place("cpuacct")?,
        })
    }

    /// The folders of the hierarchies, without repetition: in version 2 all controllers have one folder, and in version 1 some may share one.
    fn folders(&self) -> Vec<&Path> {
        let mut folders: Vec<&Path> = vec![&self.memory, &self.pids, &self.cpu];
        folders.dedup();
        folders
    }

    /// Removes the groups of servers that were killed. A group that still has processes stays: the kernel does not remove it.
    fn tidy_up(&self) {
        for folder in self.folders() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let server = name
                    .strip_prefix(NAME)
                    .and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
                if server.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
                    let _ = fs::remove_dir(entry.path());
                }
            }
        }
    }
}

/// The group of each controller as `/proc/self/cgroup` has it; the group of version 2 has the empty name. See cgroups(7).
fn memberships_of(text: &str) -> HashMap<String, String> {
    text.lines()
        .filter_map(|line| {
            let mut parts = line.splitn(3, ':').skip(1);
            let (controllers, path) = (parts.next()?, parts.next()?);
            Some(
                controllers
                    .split(',')
                    .map(move |name| (name.to_owned(), path.to_owned())),
            )
        })
        .flatten()
        .collect()
}

/// Whether systemd says that this group was handed to its processes.
fn is_delegated(group: &Path) -> bool {
    let Some(path) = group
        .to_str()
        .and_then(|path| std::ffi::CString::new(path).ok())
    else {
        return false;
    };
    let mut value = [0_u8; 8];
    // SAFETY: the path and the name are strings that end with a zero byte, and `value` has the length that is given.
    let length = unsafe {
        libc::getxattr(
            path.as_ptr(),
            c"user.delegate".as_ptr(),
            value.as_mut_ptr().cast(),
            value.len(),
        )
    };
    length > 0 && value[0] == b'1'
}

/// The number behind a name in a file of lines such as `oom_kill 1`.
fn count(file: &Path, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(' ')?;
        (key == name).then(|| value.trim().parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Controllers that share a hierarchy, hierarchies without controllers and version 2 are told apart.
    #[test]
    fn memberships() {
        let text = "4:cpu,cpuacct:/a:b\n3:memory:/m\n2:name=systemd:/\n0::/user.slice\n";
        let memberships = memberships_of(text);
        assert_eq!(memberships["cpuacct"], "/a:b");
        assert_eq!(memberships["cpu"], "/a:b");
        assert_eq!(memberships["memory"], "/m");
        assert_eq!(memberships[""], "/user.slice");
    }

    /// Where nobody has delegated anything, there are no hierarchies, and nothing is changed.
    #[test]
    fn nothing_is_delegated() {
        let mount = tempfile::tempdir().unwrap();
        let memberships = memberships_of("4:memory:/\n0::/scope\n");
        let own = mount.path().join("scope");
        fs::create_dir(&own).unwrap();
        fs::write(own.join("cgroup.controllers"), "cpu memory pids").unwrap();
        fs::write(own.join("cgroup.subtree_control"), "").unwrap();
        assert!(Hierarchies::of_version_2(mount.path(), &memberships).is_none());
        assert_eq!(
            fs::read_to_string(own.join("cgroup.subtree_control")).unwrap(),
            ""
        );
        assert!(Hierarchies::of_version_1(mount.path(), &memberships).is_none());
    }

    /// A counter is found by its whole name.
    #[test]
    fn counters() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("events");
        fs::write(&file, "oom 3\noom_kill 2\noom_group_kill 1\n").unwrap();
        assert_eq!(count(&file, "oom_kill"), Some(2));
        assert_eq!(count(&file, "low"), None);
    }
}
