//! The first process of a sandbox: it waits for an order, has the program start, waits for it, ends what it has left behind, and
//! reports.
//!
//! The program is not the first process itself: to that one the kernel does not deliver the signals by which a program
//! ends, and nobody would wait for what its children leave behind. When the first process ends, the kernel ends all others.

use std::convert::Infallible;
use std::ffi::{CStr, CString};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{FromRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl, open};
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sched::{CloneFlags, clone};
use nix::sys::signal::{SigSet, Signal, kill};
use nix::sys::stat::Mode;
use nix::sys::wait::{WaitStatus, wait};
use nix::unistd::{
    Gid, Pid, Uid, close, dup2, execve, pause, setgroups, setresgid, setresuid, setsid,
};
use seccompiler::BpfProgram;
use serde::{Deserialize, Serialize};

use super::Finish;
use super::filter::Filters;

/// Where the folder of builds is seen until the program starts.
pub const BUILDS: &str = "/builds";

/// Where a program that was built there is seen afterwards.
pub const PROGRAM: &str = "/program";

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
    /// It ended, and whatever it had started is gone as well.
    Finished(Finish),
    /// It could not be started; the kernel's reason.
    NotStarted(Errno),
}

impl Report {
    /// The length of a report in bytes.
    const LENGTH: usize = 5;

    fn encode(self) -> [u8; Report::LENGTH] {
        let (kind, number) = match self {
            Report::Finished(Finish::Exit(code)) => (b'e', code),
            Report::Finished(Finish::Signal(number)) => (b's', number),
            Report::Finished(Finish::Killed) => (b's', libc::SIGKILL),
            Report::NotStarted(errno) => (b'n', errno as i32),
        };
        let mut bytes = [kind; Report::LENGTH];
        bytes[1..].copy_from_slice(&number.to_le_bytes());
        bytes
    }

    /// Reads what [`run`] writes, once it does; `None` where it ends without a word.
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
    let finish = loop {
        match wait()? {
            WaitStatus::Exited(pid, code) if pid == program => break Finish::Exit(code),
            WaitStatus::Signaled(pid, signal, _) if pid == program => {
                break Finish::Signal(signal as i32);
            }
            // Somebody whose parent had ended before.
            _ => {}
        }
    };
    // Whom it has left behind. A process that is being started meanwhile gets the signal as well.
    let _ = kill(Pid::from_raw(-1), Signal::SIGKILL);
    while wait() != Err(Errno::ECHILD) {}
    channel
        .write_all(&Report::Finished(finish).encode())
        .map_err(errno)?;
    // Whoever reads that is to have the processor now: to take down a sandbox takes longer. It begins when this is killed.
    loop {
        pause();
    }
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
            Report::NotStarted(Errno::ENOENT),
        ] {
            let bytes = report.encode();
            assert_eq!(Report::read(&mut &bytes[..]).unwrap(), Some(report));
            assert_eq!(Report::read(&mut &bytes[..4]).unwrap(), None);
        }
        assert_eq!(Report::read(&mut &[][..]).unwrap(), None);
    }
}
