//! The first process of a sandbox: it starts the program, waits for it, ends what it has left behind, and reports.
//!
//! The program is not the first process itself: to that one the kernel does not deliver the signals by which a program
//! ends, and nobody would wait for what its children leave behind. When the first process ends, the kernel ends all others.

use std::ffi::CString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{FromRawFd, OwnedFd};

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl, open};
use nix::sys::signal::{SigSet, Signal, kill};
use nix::sys::stat::Mode;
use nix::sys::wait::{WaitStatus, wait};
use nix::unistd::{
    ForkResult, Gid, Pid, Uid, close, dup2, execve, fork, setgroups, setresgid, setresuid, setsid,
};
use seccompiler::BpfProgram;

use super::Finish;

/// All that is needed to start the program, made before the process was copied.
pub struct Init {
    pub program: CString,
    pub arguments: Vec<CString>,
    pub environment: Vec<CString>,
    /// The user to become, where this one is root.
    pub user: Option<u32>,
    pub filters: Vec<BpfProgram>,
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
        from.take(Report::LENGTH as u64).read_to_end(&mut bytes)?;
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

/// Runs as the first process. Descriptor 0 is where the report goes; 1 and 2 are the program's.
pub fn run(init: &Init) -> i32 {
    match start(init) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}

fn start(init: &Init) -> Result<(), Errno> {
    // No signal interrupts this: its handlers are those of the process that it is a copy of.
    SigSet::all().thread_block()?;
    let report = fcntl(0, FcntlArg::F_DUPFD_CLOEXEC(3))?;
    // SAFETY: the descriptor was made in the line above, and nothing else knows of it.
    let mut report = File::from(unsafe { OwnedFd::from_raw_fd(report) });
    let nothing = open("/dev/null", OFlag::O_RDONLY, Mode::empty())?;
    dup2(nothing, 0)?;
    close(nothing)?;

    // SAFETY: this process has one thread, so its copy finds no lock held.
    let program = match unsafe { fork()? } {
        ForkResult::Child => {
            let Err(errno) = become_program(init);
            let _ = report.write_all(&Report::NotStarted(errno).encode());
            // SAFETY: ends this copy at once; nothing of the original's is to be tidied up here.
            unsafe { libc::_exit(127) }
        }
        ForkResult::Parent { child } => child,
    };
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
    let _ = report.write_all(&Report::Finished(finish).encode());
    Ok(())
}

/// Turns this process into the program.
fn become_program(init: &Init) -> Result<std::convert::Infallible, Errno> {
    setsid()?;
    if let Some(user) = init.user {
        setgroups(&[])?;
        let (gid, uid) = (Gid::from_raw(user), Uid::from_raw(user));
        setresgid(gid, gid, gid)?;
        setresuid(uid, uid, uid)?;
    }
    SigSet::empty().thread_set_mask()?;
    for filter in &init.filters {
        seccompiler::apply_filter(filter).map_err(|_| Errno::EINVAL)?;
    }
    execve(&init.program, &init.arguments, &init.environment)
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
