//! A program in namespaces of its own, by the library hakoniwa.
//!
//! - **Mounts**: an empty root, read-only. In it system libraries, what the view names and the program's own file, read-only;
//!   `/tmp`, `/dev/shm`: its own, in memory, bounded; a `/proc` of its own processes alone; three devices.
//! - **Processes**: a tree of its own, which ends as a whole.
//! - **Network, IPC, host name**: its own, and empty.
//! - **Users**: another user than anybody's on this machine, without privileges. Where the server runs as root, that user is
//!   another one for each program, since the kernel counts processes by user and does not count root's at all. Elsewhere it
//!   is this user in a namespace where nobody else is, in which the kernel counts anew.
//! - **System calls**: see `filter`. **Resources**: `setrlimit`, and [`super::usage`] for what that does not bound.

use std::cell::RefCell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, PipeReader, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, anyhow, bail, ensure};
use hakoniwa::{Child, Container, MountOptions, Namespace, Rlimit, Stdio};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, chown, geteuid};
use tempfile::TempDir;

use super::cgroup::Group;
use super::filter::{self, Filters};
use super::init::{self, BUILDS, Init, Order, PROGRAM, Report, SETTINGS};
use super::running::{Finish, Running, Sandbox, Standstill, Usage};
use super::task::{Task, View};
use super::{usage, waits};
use crate::play::limits::Limits;

/// Where the system's own libraries are, and the loader that finds them.
const SYSTEM_LIBRARIES: [&str; 6] = [
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
];

/// Not `/dev/zero`: mapped shared it is memory that nobody counts.
const DEVICES: [&str; 3] = ["/dev/null", "/dev/random", "/dev/urandom"];

/// What a program of the book starts when it starts another program.
const SHELL: &str = "/bin/sh";

/// What `/etc/hosts` says in a sandbox.
const HOSTS: &str = "127.0.0.1 localhost course\n::1 localhost\n";

/// The first of the users that programs run as when the server is root: far above any that a system gives away.
const FIRST_USER: u32 = 2_000_000_000;

/// Of the private files, how much is shared memory. (Python's locks between processes are files there.)
const SHARED_MEMORY: u64 = 8 << 20;

/// Where the root of a sandbox stands, beneath what is mounted on it: in memory where there is such a folder, since a disk's file
/// system takes milliseconds to make and to forget a dozen folders.
const IN_MEMORY: &str = "/dev/shm";

/// A program in namespaces of its own.
pub struct Confined {
    child: Child,
    /// Goes last: what is mounted on it has to be gone.
    _root: Root,
    /// The first process of the sandbox, as this machine numbers it.
    init: Option<Pid>,
    /// The folder that is seen in it until the program starts.
    builds: Option<PathBuf>,
    /// The way to the first process: an [`Order`] goes there, a [`Report`] comes from there.
    channel: UnixStream,
    output: Option<PipeReader>,
    errors: Option<PipeReader>,
    killed: bool,
    seen: RefCell<usage::Seen>,
    limits: Limits,
    /// Where the kernel itself holds the limits, if it can. Goes after the child: a group with processes cannot go.
    group: Option<Group>,
    /// What the first process has reported last.
    report: Option<Report>,
    /// Whether something may wake the program when all its threads wait.
    may_wake: bool,
}

impl Confined {
    /// Makes the sandbox, and in it the process that will start the program.
    ///
    /// # Errors
    /// That the kernel does not allow this.
    pub fn prepare(view: &View, limits: &Limits) -> Result<Self> {
        ensure!(
            usage::is_shown(),
            "the kernel does not show a process's children (CONFIG_PROC_CHILDREN)"
        );
        static FILTERS: LazyLock<Result<Filters, String>> =
            LazyLock::new(|| filter::compile().map_err(|error| format!("{error:#}")));
        let filters = FILTERS.as_ref().map_err(|error| anyhow!("{error}"))?;

        let user = geteuid().is_root().then(next_user);
        if let (Some(user), Some(folder)) = (user, &view.writable) {
            chown(&folder.from, Some(user.into()), Some(user.into()))?;
        }
        let mut container = container(view, limits, user)?;
        let root = Root::make()?;
        container.rootdir(root.folder.path());
        let (channel, others_end) = UnixStream::pair()?;
        let init = Init {
            user,
            filters: filters.clone(),
        };
        // SAFETY: the closure runs in a copy of this process that has one thread. What it allocates it allocates from the C
        // library, whose locks are whole in a copy; it takes no lock of ours.
        let mut command = unsafe { container.command_from_closure(move || init::run(&init)) };
        let mut child = command
            .current_dir("/tmp")
            .stdin(Stdio::from(OwnedFd::from(others_end)))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pid = i32::try_from(child.id())?;
        let init = usage::child(pid);
        let mut group = Group::make(limits);
        if let Some(init) = init {
            // A group that does not take the process is of no use: what the program takes is then counted, as where there are none.
            group = group.filter(|group| group.add(init).is_ok());
        }
        Ok(Confined {
            init: init.map(Pid::from_raw),
            output: child.stdout.take(),
            errors: child.stderr.take(),
            child,
            _root: root,
            builds: view.builds.clone(),
            channel,
            killed: false,
            seen: RefCell::default(),
            limits: *limits,
            group,
            report: None,
            may_wake: false,
        })
    }

    /// Reads what the first process has reported until now, without waiting; whether its last report is there, or it has ended.
    fn has_reported(&mut self) -> bool {
        while self.report.is_none() {
            let mut channel = [PollFd::new(self.channel.as_fd(), PollFlags::POLLIN)];
            if !poll(&mut channel, PollTimeout::ZERO).is_ok_and(|ready| ready > 0) {
                return false;
            }
            match Report::read(&mut self.channel) {
                Ok(Some(Report::MayWake)) => self.may_wake = true,
                Ok(Some(report)) => self.report = Some(report),
                // It has ended without a word.
                Ok(None) | Err(_) => return true,
            }
        }
        true
    }

    fn send(&mut self, order: &Order) -> Result<()> {
        self.channel.write_all(&serde_json::to_vec(order)?)?;
        Ok(self.channel.shutdown(Shutdown::Write)?)
    }
}

impl Sandbox for Confined {
    fn start(mut self: Box<Self>, task: &Task) -> Result<Box<dyn Running>> {
        let build = self
            .builds
            .as_ref()
            .and_then(|builds| task.program.strip_prefix(builds).ok());
        let order = Order {
            program: text(build.map_or(&task.program, |_| Path::new(PROGRAM)))?.to_owned(),
            build: build.map(Path::to_owned),
            arguments: task.arguments.clone(),
            environment: task.environment.clone(),
            files: task.files.clone(),
        };
        if let Err(error) = self.send(&order) {
            // It has ended before: that has a reason, and perhaps words.
            let mut messages = String::new();
            if let Some(mut errors) = self.take_errors() {
                errors.read_to_string(&mut messages)?;
            }
            let reason = self.finish().err().unwrap_or(error);
            return Err(if messages.is_empty() {
                reason
            } else {
                reason.context(messages)
            });
        }
        Ok(self)
    }
}

impl Running for Confined {
    fn take_output(&mut self) -> Option<PipeReader> {
        self.output.take()
    }

    fn take_errors(&mut self) -> Option<PipeReader> {
        self.errors.take()
    }

    fn end(&self) -> Option<BorrowedFd<'_>> {
        Some(self.channel.as_fd())
    }

    fn has_ended(&mut self) -> bool {
        self.has_reported()
    }

    fn usage(&self) -> Result<Option<Usage>> {
        let Some(init) = self.init else {
            return Ok(None);
        };
        let mut usage = self.seen.borrow_mut().of_descendants(init.as_raw())?;
        if let (Some(usage), Some(group)) = (&mut usage, &self.group) {
            usage.cpu = group.computed().unwrap_or(usage.cpu);
        }
        Ok(usage)
    }

    fn ran_out_of_memory(&self) -> bool {
        self.group.as_ref().is_some_and(Group::ran_out_of_memory)
    }

    fn ran_out_of_processes(&self) -> Option<bool> {
        match &self.group {
            Some(group) => Some(group.ran_out_of_processes()),
            // The kernel counts the first process as well, where it has the same user.
            None => (self.seen.borrow().threads() + 1 >= self.limits.processes).then_some(true),
        }
    }

    fn standstill(&mut self) -> Option<Standstill> {
        if self.has_reported() || self.may_wake {
            return None;
        }
        let standstill = waits::see(self.init?.as_raw())?;
        // A report that came meanwhile says that something may wake it.
        (!self.has_reported() && !self.may_wake).then_some(standstill)
    }

    fn kill(&mut self) {
        self.killed = true;
        // A spare may have died long ago, and its first process's number be another's by now.
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            self.init = None;
            return;
        }
        match self.init {
            // With the first process all others of the sandbox end, and are gone before that one is.
            Some(init) => {
                let _ = kill(init, Signal::SIGKILL);
            }
            // Its parent, whose end it does not outlive.
            None => {
                let _ = self.child.kill();
            }
        }
    }

    fn finish(&mut self) -> Result<Finish> {
        let mut report = self.report.take();
        while matches!(report, None | Some(Report::MayWake)) {
            report = Report::read(&mut self.channel)?;
            if report.is_none() {
                break;
            }
        }
        match report {
            Some(Report::Finished(finish)) => Ok(finish),
            Some(Report::NotStarted(errno)) => {
                bail!("the program cannot be started: {}", errno.desc())
            }
            Some(Report::MayWake) | None => {
                let status = self.child.wait()?;
                // Its number may be another's from now on.
                self.init = None;
                ensure!(self.killed, "{}", status.reason);
                Ok(Finish::Signal(libc::SIGKILL))
            }
        }
    }
}

impl Drop for Confined {
    fn drop(&mut self) {
        // Nothing outlives this, however it ends.
        self.kill();
        let _ = self.child.wait();
    }
}

/// How the names of the folders begin on which sandboxes stand.
const ROOT: &str = "course-sandbox-";

/// An empty folder for the root of a sandbox. It goes with this, and is locked as long as whoever made it is there.
struct Root {
    folder: TempDir,
    _lock: File,
}

impl Root {
    fn make() -> Result<Self> {
        let prefix = format!("{ROOT}{}-", std::process::id());
        let mut builder = tempfile::Builder::new();
        let builder = builder.prefix(&prefix);
        loop {
            let folder = builder
                .tempdir_in(IN_MEMORY)
                .or_else(|_| builder.tempdir())?;
            // Before it is locked, another server that tidies up may take it away.
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

/// Takes away the roots of sandboxes whose server was killed. (They themselves have ended with it.)
pub fn tidy_up() {
    for folder in [Path::new(IN_MEMORY), &std::env::temp_dir()] {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if !entry.file_name().to_string_lossy().starts_with(ROOT) {
                continue;
            }
            if let Ok(root) = open_folder(&entry.path())
                && root.try_lock().is_ok()
            {
                let _ = fs::remove_dir_all(entry.path());
                // Until now nobody else may have it.
                drop(root);
            }
        }
    }
}

/// Opens a folder, and nothing that is none: others can write where these are, and to open a pipe may take for ever.
fn open_folder(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_DIRECTORY | libc::O_NOFOLLOW)
        .open(path)
}

fn container(view: &View, limits: &Limits, user: Option<u32>) -> Result<Container> {
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
        // Not 0: root of a namespace keeps its privileges when it starts a program.
        container.unshare(Namespace::User).uidmap(1000).gidmap(1000);
    }
    container.hostname("course");

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
    // The names of a program's own addresses.
    container.dir("/etc", 0o755);
    container.file("/etc/hosts", HOSTS);
    for device in DEVICES {
        container.bindmount_ro(device, device);
    }
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
    // The first process sets the limits of the sandbox's own network there, and takes it down before the program starts.
    container.bindmount_rw("/proc/sys", SETTINGS);
    let private = MountOptions::NOSUID | MountOptions::NODEV;
    for (folder, size) in [
        ("/tmp", limits.files - SHARED_MEMORY),
        ("/dev/shm", SHARED_MEMORY),
    ] {
        let bounds = format!("size={size},nr_inodes=4096,mode=1777");
        container.mount("tmpfs", folder, "tmpfs", private, Some(bounds));
    }
    // Of the whole machine it would otherwise tell memory, disks, interrupts, settings.
    let own_processes_alone = Some("subset=pid".to_owned());
    container.mount(
        "proc",
        "/proc",
        "proc",
        private | MountOptions::NOEXEC,
        own_processes_alone,
    );

    for (resource, limit) in [
        (Rlimit::Cpu, limits.cpu.as_secs() + 1),
        (Rlimit::As, limits.addresses),
        (Rlimit::Nproc, limits.processes),
        (Rlimit::Fsize, limits.files),
        (Rlimit::Nofile, limits.open_files),
        // Not 0, at which the kernel would still start a program that takes core dumps by a pipe; at 1 it does not. See core(5).
        (Rlimit::Core, 1),
        (Rlimit::Memlock, 0),
        (Rlimit::Msgqueue, 0),
        (Rlimit::Rtprio, 0),
        (Rlimit::Sigpending, 1024),
    ] {
        // A second more before the kernel kills what ignores its first signal.
        let hard = if resource == Rlimit::Cpu {
            limit + 1
        } else {
            limit
        };
        container.setrlimit(resource, limit, hard);
    }
    Ok(container)
}

/// A user that no other program of this server has, nor had for a long time; another server's begin elsewhere.
fn next_user() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Relaxed: the number need only be another one each time; it orders nothing.
    let count = NEXT.fetch_add(1, Ordering::Relaxed) % 10_000;
    FIRST_USER + std::process::id() % 10_000 * 10_000 + count
}

fn text(path: &Path) -> Result<&str> {
    path.to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::thread;

    use nix::sys::stat::Mode;
    use nix::unistd::mkfifo;

    use super::*;

    /// Whoever tidies up takes what nobody has any more, and nothing that somebody has, not even as it is made; what is no folder
    /// is nothing to wait for.
    #[test]
    fn roots_are_kept_while_they_are_used() {
        let dead = Path::new(IN_MEMORY).join(format!("{ROOT}dead"));
        let pipe = Path::new(IN_MEMORY).join(format!("{ROOT}pipe-{}", std::process::id()));
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
                fs::create_dir(root.folder.path().join("tmp")).unwrap();
            }
            over.store(true, Ordering::Relaxed);
        });
        fs::remove_file(&pipe).unwrap();
        assert!(!dead.exists());
    }
}
