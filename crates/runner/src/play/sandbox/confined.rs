//! A program in namespaces of its own, by the library hakoniwa.
//!
//! - **Mounts**: an empty root, read-only. In it system libraries and what the task names, read-only; `/tmp`, `/dev/shm`:
//!   its own, in memory, bounded; a `/proc` of its own processes alone; four devices.
//! - **Processes**: a tree of its own, which ends as a whole.
//! - **Network, IPC, host name**: its own, and empty.
//! - **Users**: another user than anybody's on this machine, without privileges. Where the server runs as root, that user is
//!   another one for each program, since the kernel counts processes by user and does not count root's at all. Elsewhere it
//!   is this user in a namespace where nobody else is, in which the kernel counts anew.
//! - **System calls**: see `filter`. **Resources**: `setrlimit`, and [`super::usage`] for what that does not bound.

use std::cell::RefCell;
use std::ffi::CString;
use std::io::{PipeReader, pipe};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, anyhow, bail, ensure};
use hakoniwa::{Child, Container, MountOptions, Namespace, Rlimit, Stdio};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, chown, geteuid};
use seccompiler::BpfProgram;
use std::os::fd::{AsFd, BorrowedFd};
use tempfile::TempDir;

use super::init::{self, Init, Report};
use super::{Finish, Limits, Running, Task, Usage, filter, usage};

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
    _root: TempDir,
    /// The first process of the sandbox, as this machine numbers it.
    init: Option<Pid>,
    report: PipeReader,
    output: Option<PipeReader>,
    errors: Option<PipeReader>,
    killed: bool,
    /// Whether the first process has nobody left to wait for: it ends by itself, and its number may then be another's.
    ended: bool,
    seen: RefCell<usage::Seen>,
}

impl Confined {
    /// Starts the program.
    ///
    /// # Errors
    /// That the kernel does not allow this.
    pub fn start(task: &Task, limits: &Limits) -> Result<Self> {
        ensure!(
            usage::is_told(),
            "the kernel does not tell a process's children (CONFIG_PROC_CHILDREN)"
        );
        static FILTERS: LazyLock<Result<Vec<BpfProgram>, String>> =
            LazyLock::new(|| filter::compile().map_err(|error| format!("{error:#}")));
        let filters = FILTERS.as_ref().map_err(|error| anyhow!("{error}"))?;

        let user = geteuid().is_root().then(next_user);
        if let (Some(user), Some(folder)) = (user, &task.writable) {
            chown(folder, Some(user.into()), Some(user.into()))?;
        }
        let mut container = container(task, limits, user)?;
        let root = root()?;
        container.rootdir(root.path());
        let init = Init {
            program: c_string(task.program.as_os_str().as_bytes())?,
            arguments: [task.program.as_os_str().as_bytes()]
                .into_iter()
                .chain(task.arguments.iter().map(String::as_bytes))
                .map(c_string)
                .collect::<Result<_>>()?,
            environment: task
                .environment
                .iter()
                .map(|(name, value)| c_string(format!("{name}={value}").as_bytes()))
                .collect::<Result<_>>()?,
            user,
            filters: filters.clone(),
        };
        let (report, reporter) = pipe()?;
        // SAFETY: the closure runs in a copy of this process that has one thread. What it allocates it allocates from the C
        // library, whose locks are whole in a copy; it takes no lock of ours.
        let mut command = unsafe { container.command_from_closure(move || init::run(&init)) };
        let mut child = command
            .current_dir("/tmp")
            .stdin(Stdio::from(reporter))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pid = i32::try_from(child.id())?;
        Ok(Confined {
            init: usage::child(pid).map(Pid::from_raw),
            output: child.stdout.take(),
            errors: child.stderr.take(),
            child,
            _root: root,
            report,
            killed: false,
            ended: false,
            seen: RefCell::default(),
        })
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
        Some(self.report.as_fd())
    }

    fn has_ended(&mut self) -> bool {
        let mut report = [PollFd::new(self.report.as_fd(), PollFlags::POLLIN)];
        poll(&mut report, PollTimeout::ZERO).is_ok_and(|ready| ready > 0)
    }

    fn usage(&self) -> Option<Usage> {
        self.seen.borrow_mut().of_descendants(self.init?.as_raw())
    }

    fn kill(&mut self) {
        if self.ended {
            return;
        }
        self.killed = true;
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
        match Report::read(&mut self.report)? {
            Some(Report::Finished(finish)) => {
                self.ended = true;
                Ok(finish)
            }
            Some(Report::NotStarted(errno)) => {
                bail!("the program cannot be started: {}", errno.desc())
            }
            None => {
                let status = self.child.wait()?;
                self.ended = true;
                ensure!(self.killed, "{}", status.reason);
                Ok(Finish::Killed)
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

/// An empty folder for the root of a sandbox.
fn root() -> Result<TempDir> {
    let prefix = format!("course-sandbox-{}-", std::process::id());
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(&prefix);
    Ok(builder
        .tempdir_in(IN_MEMORY)
        .or_else(|_| builder.tempdir())?)
}

fn container(task: &Task, limits: &Limits, user: Option<u32>) -> Result<Container> {
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
    for device in DEVICES {
        container.bindmount_ro(device, device);
    }
    for path in &task.readable {
        container.bindmount_ro(text(path)?, text(path)?);
    }
    if let Some(folder) = &task.writable {
        container.bindmount_rw(text(folder)?, text(folder)?);
    }
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
    for (name, contents) in &task.files {
        container.file(&format!("/tmp/{name}"), contents);
    }

    for (resource, limit) in [
        (Rlimit::Cpu, limits.cpu.as_secs() + 1),
        (Rlimit::As, limits.addresses),
        (Rlimit::Nproc, limits.processes),
        (Rlimit::Fsize, limits.files),
        (Rlimit::Nofile, limits.open_files),
        (Rlimit::Core, 0),
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

fn c_string(bytes: &[u8]) -> Result<CString> {
    Ok(CString::new(bytes)?)
}
