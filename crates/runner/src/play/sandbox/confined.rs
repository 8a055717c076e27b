//! A program in namespaces of its own, by the library hakoniwa.
//!
//! - **Mounts**: an empty root, read-only. In it system libraries, what the view names and the program's own file, read-only;
//!   `/tmp`, `/dev/shm`: its own, in memory, bounded; a `/proc` of its own processes alone; three devices.
//! - **Processes**: a tree of its own, which ends as a whole.
//! - **Network, IPC, host name**: its own, and empty.
//! - **Users**: a user without privileges that nobody else on this machine has. Where the server runs as root, each program gets another
//!   user, because the kernel counts processes by user and does not count those of root at all. Elsewhere it is the user of the server,
//!   in a namespace of its own, where the kernel counts from zero.
//! - **System calls**: see `filter`. **Resources**: `setrlimit`, and [`super::usage`] for what that does not bound.

use std::cell::RefCell;
use std::io::{PipeReader, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Result, anyhow, bail, ensure};
use hakoniwa::{Child, Stdio};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, chown, geteuid};

use super::cgroup::Group;
use super::container::{self, text};
use super::filter::{self, Filters};
use super::init::{self, Init, Order, PROGRAM, Report};
use super::root::Root;
use super::running::{Finish, Running, Sandbox, Standstill, Usage};
use super::task::{Task, View};
use super::{proc, usage, waits};
use crate::play::limits::Limits;

/// A sandbox, and the program in it once the program was started.
///
/// It owns the first process of the sandbox and the parent of that process, the folder on which the sandbox stands, and its control group.
/// [`Confined::prepare`] starts the two processes. When it is dropped, it kills the first process, and with it the kernel ends every other
/// process of the sandbox. The sandbox also ends when the thread that made it ends.
pub struct Confined {
    /// The parent of the first process.
    child: Child,
    /// Dropped after the child, because a folder with something mounted on it cannot be removed.
    _root: Root,
    /// The first process of the sandbox, as this machine numbers it.
    init: Option<Pid>,
    /// The folder that is seen in it until the program starts.
    builds: Option<PathBuf>,
    /// The socket to the first process: the server sends it an [`Order`], and gets [`Report`]s.
    channel: UnixStream,
    output: Option<PipeReader>,
    errors: Option<PipeReader>,
    killed: bool,
    seen: RefCell<usage::Seen>,
    limits: Limits,
    /// Where the kernel itself holds the limits, if it can. Dropped after the child, because a group with processes cannot be removed.
    group: Option<Group>,
    /// The last report of the first process.
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
            proc::is_shown(),
            "the kernel does not show a process's children (CONFIG_PROC_CHILDREN)"
        );
        static FILTERS: LazyLock<Result<Filters, String>> =
            LazyLock::new(|| filter::compile().map_err(|error| format!("{error:#}")));
        let filters = FILTERS.as_ref().map_err(|error| anyhow!("{error}"))?;

        let user = geteuid().is_root().then(container::next_user);
        if let (Some(user), Some(folder)) = (user, &view.writable) {
            chown(&folder.from, Some(user.into()), Some(user.into()))?;
        }
        let mut container = container::describe(view, limits, user)?;
        let root = Root::make()?;
        container.rootdir(root.path());
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
        let init = proc::child(pid);
        let mut group = Group::make(limits);
        if let Some(init) = init {
            // If the group does not take the process, the server counts what the program takes, as it does where there are no groups.
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
                // The first process has ended without a report.
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
            // The first process has ended before it read its order. Its end has a reason, and it may have printed a message.
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
        // A report that arrived in the meantime may say that something can wake the program.
        (!self.has_reported() && !self.may_wake).then_some(standstill)
    }

    fn kill(&mut self) {
        self.killed = true;
        // A sandbox that was made in advance may have ended long ago, and the number of its first process may be another's by now.
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            self.init = None;
            return;
        }
        match self.init {
            // All other processes of the sandbox end with the first process, and are gone before the first process is.
            Some(init) => {
                let _ = kill(init, Signal::SIGKILL);
            }
            // The first process ends with its parent.
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
                // From now on, the number of the first process may be another's.
                self.init = None;
                // The first process is killed by the server, or by the kernel if the group holds too much memory.
                let killed = self.killed || self.ran_out_of_memory();
                ensure!(killed, "{}", status.reason);
                Ok(Finish::Signal(libc::SIGKILL))
            }
        }
    }
}

impl Drop for Confined {
    fn drop(&mut self) {
        self.kill();
        let _ = self.child.wait();
    }
}
