//! What a sandbox consists of: its namespaces, what is mounted in it, and the limits that the kernel holds on each process.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result};
use hakoniwa::{Container, MountOptions, Namespace, Rlimit};

use super::init::{BUILDS, PROGRAM, SETTINGS};
use super::task::View;
use crate::play::limits::Limits;

/// The folders of the system's libraries, and of the loader that finds them.
const SYSTEM_LIBRARIES: [&str; 6] = [
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
];

/// The devices that a program has. `/dev/zero` is not among them, because a shared mapping of it is memory that nobody counts.
const DEVICES: [&str; 3] = ["/dev/null", "/dev/random", "/dev/urandom"];

/// The program that programs of the book start when they start another program.
const SHELL: &str = "/bin/sh";

/// The name of the machine in a sandbox.
const HOST_NAME: &str = "course";

/// The text of `/etc/hosts` in a sandbox: the names of the program's own addresses.
const HOSTS: &str = "127.0.0.1 localhost course\n::1 localhost\n";

/// How many bytes of the private files are shared memory, where Python's locks between processes are files.
const SHARED_MEMORY: u64 = 8 << 20;

/// How many files and folders each private file system can have.
const FILES: u32 = 4096;

/// How many signals can wait for a program.
const PENDING_SIGNALS: u64 = 1024;

/// The first of the users that programs run as when the server is root. Its number is far above the numbers that systems use.
const FIRST_USER: u32 = 2_000_000_000;

/// How many users each server has. The numbers of two servers differ, unless their process numbers are equal modulo this one.
const USERS: u32 = 10_000;

/// The user in a sandbox where the server is not root. It is not 0, because root of a namespace keeps its privileges when it starts a
/// program.
const USER_INSIDE: u32 = 1000;

/// A sandbox for a program that is to see this much and take so much; it runs as `user`, or as the user of the server in a namespace.
///
/// # Errors
/// That a path of the view is not UTF-8.
pub fn describe(view: &View, limits: &Limits, user: Option<u32>) -> Result<Container> {
    let mut container = Container::empty();
    for namespace in [
        Namespace::Mount,
        Namespace::Pid,
        Namespace::Network,
        Namespace::Ipc,
        Namespace::Uts,
        Namespace::Cgroup,
    ] {
        container.unshare(namespace);
    }
    if user.is_none() {
        container
            .unshare(Namespace::User)
            .uidmap(USER_INSIDE)
            .gidmap(USER_INSIDE);
    }
    container.hostname(HOST_NAME);
    mount_system(&mut container)?;
    mount_view(&mut container, view)?;
    mount_private(&mut container, limits);
    set_limits(&mut container, limits);
    Ok(container)
}

/// Mounts what every program sees of the system.
fn mount_system(container: &mut Container) -> Result<()> {
    for folder in SYSTEM_LIBRARIES.map(Path::new) {
        if let Ok(target) = folder.read_link() {
            container.symlink(text(&target)?, text(folder)?);
        } else if folder.is_dir() {
            container.bindmount_ro(text(folder)?, text(folder)?);
        }
    }
    if let Ok(shell) = Path::new(SHELL).canonicalize() {
        container.bindmount_ro(text(&shell)?, SHELL);
    }
    container.dir("/etc", 0o755);
    container.file("/etc/hosts", HOSTS);
    for device in DEVICES {
        container.bindmount_ro(device, device);
    }
    Ok(())
}

fn mount_view(container: &mut Container, view: &View) -> Result<()> {
    for mount in &view.readable {
        container.bindmount_ro(text(&mount.from)?, text(&mount.at)?);
    }
    if let Some(mount) = &view.writable {
        container.bindmount_rw(text(&mount.from)?, text(&mount.at)?);
    }
    if let Some(folder) = &view.builds {
        container.bindmount_ro(text(folder)?, BUILDS);
        container.file(PROGRAM, "");
    }
    Ok(())
}

/// Mounts what belongs to the sandbox alone.
fn mount_private(container: &mut Container, limits: &Limits) {
    // The first process sets the limits of the sandbox's own network there. It unmounts the folder before the program starts.
    container.bindmount_rw("/proc/sys", SETTINGS);
    let private = MountOptions::NOSUID | MountOptions::NODEV;
    for (folder, size) in [
        ("/tmp", limits.files - SHARED_MEMORY),
        ("/dev/shm", SHARED_MEMORY),
    ] {
        let bounds = format!("size={size},nr_inodes={FILES},mode=1777");
        container.mount("tmpfs", folder, "tmpfs", private, Some(bounds));
    }
    // Without this option, the folder would show the memory, the disks, the interrupts and the settings of the whole machine.
    let own_processes_alone = Some("subset=pid".to_owned());
    container.mount(
        "proc",
        "/proc",
        "proc",
        private | MountOptions::NOEXEC,
        own_processes_alone,
    );
}

fn set_limits(container: &mut Container, limits: &Limits) {
    for (resource, limit) in [
        (Rlimit::Cpu, limits.cpu.as_secs() + 1),
        (Rlimit::As, limits.addresses),
        (Rlimit::Nproc, limits.processes),
        (Rlimit::Fsize, limits.files),
        (Rlimit::Nofile, limits.open_files),
        // At 0 the kernel would still start a program that takes core dumps by a pipe; at 1 it does not. See core(5).
        (Rlimit::Core, 1),
        (Rlimit::Memlock, 0),
        (Rlimit::Msgqueue, 0),
        (Rlimit::Rtprio, 0),
        (Rlimit::Sigpending, PENDING_SIGNALS),
    ] {
        // A program that ignores the signal for its processor time has one more second before the kernel kills it.
        let hard = if resource == Rlimit::Cpu {
            limit + 1
        } else {
            limit
        };
        container.setrlimit(resource, limit, hard);
    }
}

/// A user for the next program. No other program of this server runs as this user, or did for a long time; the users of another server
/// begin elsewhere.
pub fn next_user() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Relaxed, because the number only has to be another one each time; it orders nothing.
    let count = NEXT.fetch_add(1, Ordering::Relaxed) % USERS;
    FIRST_USER + std::process::id() % USERS * USERS + count
}

/// The path as text, which the library hakoniwa and the first process need.
///
/// # Errors
/// That it is not UTF-8.
pub fn text(path: &Path) -> Result<&str> {
    path.to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))
}
