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

/// Where the folder of builds is seen until the program starts.
pub const BUILDS: &str = "/builds";

/// Where a program that was built there is seen afterwards.
pub const PROGRAM: &str = "/program";

/// Where the kernel's settings are seen until the program is known.
pub const SETTINGS: &str = "/settings";

/// The least, the first and the largest size of a TCP socket's buffer, in bytes: the largest is what other sockets have at first.
const TCP_BUFFER: &str = "4096 65536 212992";

/// What is known before the program is.
pub struct Init {
    /// The user to become, where this one is root.
    pub user: Option<u32>,
    /// What may not be asked of the kernel.
    pub filters: Filters,
}

/// The program to start.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// Its file, as it is seen here.
    pub program: String,
    /// Which of the [builds](BUILDS) it is, to be seen as [`PROGRAM`].
    pub build: Option<PathBuf>,
    /// What it is told.
    pub arguments: Vec<String>,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// The files that stand in its working folder: name and text.
    pub files: Vec<(String, String)>,
}

/// What the first process has to say of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// Something may wake the program later, when all its threads wait: see [`notify`]. Sent once, before the others.
    MayWake,
    /// It ended, and whatever it had started is gone as well.
    Finished(Finish),
    /// It could not be started; the kernel's reason.
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

    /// Reads what [`run`] writes next, once it does; `None` where it ends without a word.
    ///
    /// # Errors
    /// That nothing can be read.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        match from.take(Report::LENGTH as u64).read_to_end(&mut bytes) {
            // It ended before it had read its order.
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

/// Runs as the first process. Descriptor 0 is where an order comes from and a report goes; 1 and 2 are the program's.
pub fn run(init: &Init) -> i32 {
    let Err(errno) = start(init);
    errno as i32
}

fn start(init: &Init) -> Result<Infallible, Errno> {
    // No signal interrupts this: its handlers are those of the process that it is a copy of.
    SigSet::all().thread_block()?;
    let channel = fcntl(0, FcntlArg::F_DUPFD_CLOEXEC(3))?;
    // SAFETY: the descriptor was made in the line above, and nothing else knows of it.
    let mut channel = File::from(unsafe { OwnedFd::from_raw_fd(channel) });
    let nothing = open("/dev/null", OFlag::O_RDONLY, Mode::empty())?;
    dup2(nothing, 0)?;
    close(nothing)?;
    // Where the machine runs out of memory, its kernel ends a program that is played before anything else.
    fs::write("/proc/self/oom_score_adj", "1000").map_err(errno)?;
    raise_loopback()?;
    bound_tcp_buffers()?;

    // Before the other filters, which refuse what makes it.
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
    // Ends what the program has left behind. A process that is being started meanwhile gets the signal as well.
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

/// Waits for the program's end. Meanwhile collects the processes whose parents have ended, and lets the system calls go on that `calls`
/// tells of.
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
            // Reported first: when the call goes on, the server may look at the program.
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

/// A child that has ended, and how; `None` where there is none, or, with `WNOHANG`, none yet. (nix's own `wait` fails for the end by a
/// real-time signal, which it does not know.)
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

/// Turns on the sandbox's own loopback: a program may talk to itself, and there is nobody else in its network.
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

/// Bounds the buffers of TCP sockets in the sandbox's own network: the kernel would let each grow to several MiB, which no process's
/// size shows. Then takes the settings down.
fn bound_tcp_buffers() -> Result<(), Errno> {
    for name in ["tcp_rmem", "tcp_wmem"] {
        match fs::write(Path::new(SETTINGS).join("net/ipv4").join(name), TCP_BUFFER) {
            // A kernel without IPv4.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            written => written.map_err(errno)?,
        }
    }
    umount2(SETTINGS, MntFlags::MNT_DETACH)
}

/// Makes the sandbox what this program is to see: its file, and no other program's; its own files.
fn furnish(order: &Order) -> Result<(), Errno> {
    if let Some(build) = &order.build {
        let program = Path::new(BUILDS).join(build);
        let none = None::<&str>;
        // Read-only, as the whole folder is.
        mount(Some(&program), PROGRAM, none, MsFlags::MS_BIND, none)?;
        umount2(BUILDS, MntFlags::MNT_DETACH)?;
    }
    for (name, text) in &order.files {
        fs::write(name, text).map_err(errno)?;
    }
    Ok(())
}

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
    let mut stack = [0; 64 << 10];
    let mut failed = None;
    let become_program = Box::new(|| {
        let Err(errno) = become_program(init, &program, &arguments, &environment);
        failed = Some(errno);
        127
    });
    // Not a copy: this process has the memory of the server that it is a copy of, and to copy it, and throw that away again, takes
    // longer than the rest.
    let shared = CloneFlags::CLONE_VM | CloneFlags::CLONE_VFORK;
    // SAFETY: until the other process has become the program, or has ended, this one, which has one thread, stands still. The
    // other has a stack of its own, makes system calls, and frees nothing that is this one's.
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

    /// What is reported is what is read, and half a report is none.
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
