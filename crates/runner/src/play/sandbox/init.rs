//! The first process of a sandbox: it waits for an order, starts the program, waits for it, ends what the program has left behind, and
//! reports.
//!
//! The program is not the first process itself: the kernel does not deliver to a first process the signals by which a program
//! ends, and nobody would wait for what its children leave behind. When the first process ends, the kernel ends all others.

use std::convert::Infallible;
use std::ffi::{CStr, CString};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl, open};
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sched::{CloneFlags, clone};
use nix::sys::signal::{SigSet, Signal, kill};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use nix::sys::stat::Mode;
use nix::unistd::{
    Gid, Pid, Uid, close, dup2, execve, pause, setgroups, setresgid, setresuid, setsid,
};
use seccompiler::BpfProgram;
use serde::{Deserialize, Serialize};

use super::filter::Filters;
use super::notify;
use super::running::Finish;

/// The folder of builds inside the sandbox, until the program starts.
pub const BUILDS: &str = "/builds";

/// The file of the program inside the sandbox after that, if the program is a build.
pub const PROGRAM: &str = "/program";

/// The folder of the kernel's settings inside the sandbox, until the first process has set them.
pub const SETTINGS: &str = "/settings";

/// The smallest, the first and the largest size of a TCP socket's buffer, in bytes. The largest is the size that the buffers of other
/// sockets have at first.
const TCP_BUFFER: &str = "4096 65536 212992";

/// What the first process needs before it knows the program.
pub struct Init {
    /// The user that the program runs as, if the server is root.
    pub user: Option<u32>,
    /// The system calls that the kernel refuses.
    pub filters: Filters,
}

/// The program to start.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// Its file inside the sandbox.
    pub program: String,
    /// Which of the [builds](BUILDS) it is, if it is one. Inside the sandbox it becomes [`PROGRAM`].
    pub build: Option<PathBuf>,
    /// Its command line.
    pub arguments: Vec<String>,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// The files that stand in its working folder: name and text.
    pub files: Vec<(String, String)>,
}

/// What the first process reports about the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// Something may wake the program later, even if all its threads wait: see [`notify`]. This report is sent at most once, and before the
    /// others.
    MayWake,
    /// The program ended, and all processes that it had started are gone as well.
    Finished(Finish),
    /// The program could not be started, for this reason of the kernel.
    NotStarted(Errno),
}

impl Report {
    /// The length of a report in bytes.
    pub const LENGTH: usize = 5;

    fn encode(self) -> [u8; Report::LENGTH] {
        let (kind, number) = match self {
            Report::Finished(Finish::Exit(code)) => (b'e', code),
            Report::Finished(Finish::Signal(number)) => (b's', number),
            Report::NotStarted(errno) => (b'n', errno as i32),
            Report::MayWake => (b'w', 0),
        };
        let mut bytes = [kind; Report::LENGTH];
        bytes[1..].copy_from_slice(&number.to_le_bytes());
        bytes
    }

    /// Waits for the next report of [`run`] and reads it; `None` if the first process ends without one.
    ///
    /// # Errors
    /// That nothing can be read.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        match from.take(Report::LENGTH as u64).read_to_end(&mut bytes) {
            // The first process ended before it had read its order.
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
            read => drop(read?),
        }
        Ok(Report::decode(&bytes))
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let number = i32::from_le_bytes(bytes.get(1..Report::LENGTH)?.try_into().ok()?);
        match bytes.first()? {
            b'e' => Some(Report::Finished(Finish::Exit(number))),
            b's' => Some(Report::Finished(Finish::Signal(number))),
            b'n' => Some(Report::NotStarted(Errno::from_raw(number))),
            b'w' => Some(Report::MayWake),
            _ => None,
        }
    }
}

/// Runs as the first process. It reads an order from descriptor 0 and writes reports to it; descriptors 1 and 2 are the program's.
pub fn run(init: &Init) -> i32 {
    let Err(errno) = start(init);
    errno as i32
}

fn start(init: &Init) -> Result<Infallible, Errno> {
    // Blocks all signals, because this process is a copy of the server and has the server's handlers.
    SigSet::all().thread_block()?;
    let channel = fcntl(0, FcntlArg::F_DUPFD_CLOEXEC(3))?;
    // SAFETY: the descriptor was made in the line above, and nothing else knows of it.
    let mut channel = File::from(unsafe { OwnedFd::from_raw_fd(channel) });
    let nothing = open("/dev/null", OFlag::O_RDONLY, Mode::empty())?;
    dup2(nothing, 0)?;
    close(nothing)?;
    // If the machine runs out of memory, its kernel ends a program that is played before any other process.
    fs::write("/proc/self/oom_score_adj", "1000").map_err(errno)?;
    raise_loopback()?;
    bound_tcp_buffers()?;

    // Before the other filters, because they refuse the system call that makes this one.
    let calls = notify::listen().ok();
    for filter in &init.filters.first {
        apply(filter)?;
    }
    let mut order = Vec::new();
    channel.read_to_end(&mut order).map_err(errno)?;
    let order: Order = serde_json::from_slice(&order).map_err(|_| Errno::EINVAL)?;
    let program = furnish(&order)
        .and_then(|()| spawn(init, &order))
        .inspect_err(|errno| {
            let _ = channel.write_all(&Report::NotStarted(*errno).encode());
        })?;
    // The outputs are open for as long as the program holds them, and no longer.
    close(1)?;
    close(2)?;
    let finish = attend(program, calls, &mut channel)?;
    // Ends the processes that the program has left behind. A process that is started at this moment gets the signal as well.
    let _ = kill(Pid::from_raw(-1), Signal::SIGKILL);
    while wait_for_child(0)?.is_some() {}
    channel
        .write_all(&Report::Finished(finish).encode())
        .map_err(errno)?;
    // The server, which reads the report, needs the processor now: to take down a sandbox takes longer than to tell the end. The sandbox
    // is taken down when the server kills this process.
    loop {
        pause();
    }
}

/// Waits until the program ends. Until then it collects the processes whose parents have ended, and lets each system call go on that
/// `calls` reports.
fn attend(program: Pid, calls: Option<OwnedFd>, channel: &mut File) -> Result<Finish, Errno> {
    let mut children = SigSet::empty();
    children.add(Signal::SIGCHLD);
    let ends = SignalFd::with_flags(&children, SfdFlags::SFD_CLOEXEC | SfdFlags::SFD_NONBLOCK)?;
    let mut may_wake = calls.is_none();
    if may_wake {
        write_report(channel, Report::MayWake)?;
    }
    loop {
        while let Some((pid, finish)) = wait_for_child(libc::WNOHANG)? {
            if pid == program {
                return Ok(finish);
            }
        }
        let fds = [Some(ends.as_fd()), calls.as_ref().map(AsFd::as_fd)];
        let mut polled: Vec<PollFd> = fds
            .into_iter()
            .flatten()
            .map(|fd| PollFd::new(fd, PollFlags::POLLIN))
            .collect();
        poll(&mut polled, PollTimeout::NONE)?;
        let called = polled
            .get(1)
            .and_then(|calls| calls.revents())
            .is_some_and(|events| events.contains(PollFlags::POLLIN));
        if let Some(calls) = calls.as_ref().filter(|_| called) {
            // The report comes first, because the server may look at the program as soon as the call goes on.
            if !may_wake {
                write_report(channel, Report::MayWake)?;
                may_wake = true;
            }
            notify::let_go_on(calls.as_raw_fd());
        }
        while ends.read_signal()?.is_some() {}
    }
}

fn write_report(channel: &mut File, report: Report) -> Result<(), Errno> {
    channel.write_all(&report.encode()).map_err(errno)
}

/// A child that has ended, and how it ended. `None` if there is no child; with `WNOHANG`, also if none has ended yet. (nix's own `wait` fails
/// if a real-time signal ended the child, because nix does not know these signals.)
fn wait_for_child(options: libc::c_int) -> Result<Option<(Pid, Finish)>, Errno> {
    let mut status = 0;
    // SAFETY: `status` lives until the call returns.
    match Errno::result(unsafe { libc::waitpid(-1, &raw mut status, options) }) {
        Ok(0) | Err(Errno::ECHILD) => Ok(None),
        Ok(pid) => {
            let finish = if libc::WIFSIGNALED(status) {
                Finish::Signal(libc::WTERMSIG(status))
            } else {
                Finish::Exit(libc::WEXITSTATUS(status))
            };
            Ok(Some((Pid::from_raw(pid), finish)))
        }
        Err(error) => Err(error),
    }
}

/// Turns on the sandbox's own loopback. A program can talk to itself, and there is nothing else in its network.
fn raise_loopback() -> Result<(), Errno> {
    // SAFETY: the arguments are numbers.
    let socket = Errno::result(unsafe {
        libc::socket(libc::AF_INET, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC, 0)
    })?;
    // SAFETY: the descriptor was made in the line above, and nothing else knows of it.
    let socket = unsafe { OwnedFd::from_raw_fd(socket) };
    // SAFETY: all zero bytes are a value of it: a name, and numbers.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    for (to, from) in request.ifr_name.iter_mut().zip(c"lo".to_bytes()) {
        *to = from.cast_signed();
    }
    request.ifr_ifru.ifru_flags = (libc::IFF_UP | libc::IFF_RUNNING) as libc::c_short;
    // SAFETY: the request reads a value of this type, which lives until the call returns.
    Errno::result(unsafe {
        libc::ioctl(socket.as_raw_fd(), libc::SIOCSIFFLAGS, &raw const request)
    })?;
    Ok(())
}

/// Bounds the buffers of TCP sockets in the sandbox's own network, because the kernel would let each grow to several MiB, which are not
/// counted for any process. Then unmounts the settings.
fn bound_tcp_buffers() -> Result<(), Errno> {
    for name in ["tcp_rmem", "tcp_wmem"] {
        match fs::write(Path::new(SETTINGS).join("net/ipv4").join(name), TCP_BUFFER) {
            // The kernel has no IPv4.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            written => written.map_err(errno)?,
        }
    }
    umount2(SETTINGS, MntFlags::MNT_DETACH)
}

/// Shows the program its own file and not the other builds, and writes the files of its working folder.
fn furnish(order: &Order) -> Result<(), Errno> {
    if let Some(build) = &order.build {
        let program = Path::new(BUILDS).join(build);
        let none = None::<&str>;
        // The mount is read-only, because that of the whole folder is.
        mount(Some(&program), PROGRAM, none, MsFlags::MS_BIND, none)?;
        umount2(BUILDS, MntFlags::MNT_DETACH)?;
    }
    for (name, text) in &order.files {
        fs::write(name, text).map_err(errno)?;
    }
    Ok(())
}

/// How many bytes of stack the new process has until it becomes the program.
const STACK: usize = 64 << 10;

/// Starts the program.
fn spawn(init: &Init, order: &Order) -> Result<Pid, Errno> {
    let c_string = |text: &str| CString::new(text).map_err(|_| Errno::EINVAL);
    let program = c_string(&order.program)?;
    let arguments = [&order.program].into_iter().chain(&order.arguments);
    let arguments: Vec<CString> = arguments
        .map(|text| c_string(text))
        .collect::<Result<_, _>>()?;
    let environment = order.environment.iter();
    let environment: Vec<CString> = environment
        .map(|(name, value)| c_string(&format!("{name}={value}")))
        .collect::<Result<_, _>>()?;
    let mut stack = [0; STACK];
    let mut failed = None;
    let become_program = Box::new(|| {
        let Err(errno) = become_program(init, &program, &arguments, &environment);
        failed = Some(errno);
        127
    });
    // The new process shares this one's memory, which is that of the server. To copy the memory and to throw the copy away would take longer
    // than everything else.
    let shared = CloneFlags::CLONE_VM | CloneFlags::CLONE_VFORK;
    // SAFETY: this process has one thread, which stands still until the new process has become the program or has ended. The new process has
    // a stack of its own, makes system calls, and frees no memory of this process.
    let program = unsafe { clone(become_program, &mut stack, shared, Some(libc::SIGCHLD)) }?;
    failed.map_or(Ok(program), Err)
}

/// Turns this process into the program.
fn become_program(
    init: &Init,
    program: &CStr,
    arguments: &[CString],
    environment: &[CString],
) -> Result<Infallible, Errno> {
    setsid()?;
    if let Some(user) = init.user {
        setgroups(&[])?;
        let (gid, uid) = (Gid::from_raw(user), Uid::from_raw(user));
        setresgid(gid, gid, gid)?;
        setresuid(uid, uid, uid)?;
    }
    SigSet::empty().thread_set_mask()?;
    apply(&init.filters.program)?;
    execve(program, arguments, environment)
}

fn apply(filter: &BpfProgram) -> Result<(), Errno> {
    seccompiler::apply_filter(filter).map_err(|_| Errno::EINVAL)
}

fn errno(error: io::Error) -> Errno {
    Errno::from_raw(error.raw_os_error().unwrap_or(libc::EIO))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reader of a report gets what was written, and nothing from half a report.
    #[test]
    fn reports() {
        for report in [
            Report::Finished(Finish::Exit(0)),
            Report::Finished(Finish::Exit(101)),
            Report::Finished(Finish::Signal(6)),
            Report::Finished(Finish::Signal(40)),
            Report::MayWake,
            Report::NotStarted(Errno::ENOENT),
        ] {
            let bytes = report.encode();
            assert_eq!(Report::read(&mut &bytes[..]).unwrap(), Some(report));
            assert_eq!(Report::read(&mut &bytes[..4]).unwrap(), None);
        }
        assert_eq!(Report::read(&mut &[][..]).unwrap(), None);
    }
}
