//! Notices each system call that makes something which could wake the program later: a timer, or a socket of a network, which has timers of
//! its own. These calls are allowed; the first process of the sandbox is only notified of them. See seccomp_unotify(2).

use std::os::fd::{FromRawFd, OwnedFd, RawFd};

use nix::errno::Errno;

/// System calls that start a timer.
const TIMERS: &[libc::c_long] = &[
    #[cfg(target_arch = "x86_64")]
    libc::SYS_alarm,
    libc::SYS_setitimer,
    libc::SYS_timer_create,
    libc::SYS_timerfd_create,
];

/// Where the kernel puts the number of the call, and the low half of its first argument, for a filter to read (`seccomp_data`).
const NUMBER: u32 = 0;
const FIRST_ARGUMENT: u32 = if cfg!(target_endian = "little") {
    16
} else {
    20
};

/// Applies the filter to this thread and all processes that it will start. Returns the descriptor for [`let_go_on`], which can be read from
/// when such a call waits.
///
/// # Errors
/// That the kernel does not know such filters (before Linux 5.5).
pub fn listen() -> Result<OwnedFd, Errno> {
    let mut filter = program();
    let program = libc::sock_fprog {
        len: filter.len().try_into().map_err(|_| Errno::E2BIG)?,
        filter: filter.as_mut_ptr(),
    };
    // SAFETY: the arguments are numbers, as prctl(2) has them.
    Errno::result(unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) })?;
    // SAFETY: `program` and the filter that it points to live until the call returns, and the kernel copies them.
    let listener = Errno::result(unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            libc::SECCOMP_FILTER_FLAG_NEW_LISTENER,
            &raw const program,
        )
    })?;
    let listener = RawFd::try_from(listener).map_err(|_| Errno::EBADF)?;
    // SAFETY: the kernel has just made this descriptor, and nothing else knows of it.
    Ok(unsafe { OwnedFd::from_raw_fd(listener) })
}

/// Lets the system call go on that the listener reports.
pub fn let_go_on(listener: RawFd) {
    // SAFETY: all zero bytes are a value of both, which hold numbers alone.
    let (mut call, mut answer): (libc::seccomp_notif, libc::seccomp_notif_resp) =
        unsafe { (std::mem::zeroed(), std::mem::zeroed()) };
    // SAFETY: the request writes a value of exactly this type.
    if unsafe { libc::ioctl(listener, libc::SECCOMP_IOCTL_NOTIF_RECV, &raw mut call) } != 0 {
        // The thread that made the call was killed.
        return;
    }
    answer.id = call.id;
    answer.flags = libc::SECCOMP_USER_NOTIF_FLAG_CONTINUE as u32;
    // SAFETY: the request reads a value of exactly this type.
    unsafe { libc::ioctl(listener, libc::SECCOMP_IOCTL_NOTIF_SEND, &raw mut answer) };
}

/// The filter, in the language of bpf(4). The other filters refuse calls of another architecture.
fn program() -> Vec<libc::sock_filter> {
    let load = |from| statement(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, from, 0, 0);
    let is = |value: u32, then, otherwise| {
        statement(
            libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K,
            value,
            then,
            otherwise,
        )
    };
    let end = |action| statement(libc::BPF_RET | libc::BPF_K, action, 0, 0);
    let mut filter = vec![load(NUMBER)];
    for call in TIMERS {
        filter.extend([is(*call as u32, 0, 1), end(libc::SECCOMP_RET_USER_NOTIF)]);
    }
    filter.extend([
        is(libc::SYS_socket as u32, 1, 0),
        end(libc::SECCOMP_RET_ALLOW),
        load(FIRST_ARGUMENT),
        is(libc::AF_UNIX as u32, 0, 1),
        end(libc::SECCOMP_RET_ALLOW),
        end(libc::SECCOMP_RET_USER_NOTIF),
    ]);
    filter
}

fn statement(code: u32, k: u32, jt: u8, jf: u8) -> libc::sock_filter {
    libc::sock_filter {
        code: code as u16,
        jt,
        jf,
        k,
    }
}
