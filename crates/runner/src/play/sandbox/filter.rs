//! What a program may ask the kernel for.
//!
//! The namespaces keep a program away from everything that the machine has. The filters keep it away from the parts of the kernel that a
//! program on concurrency does not need. A list says which system calls are allowed, so a call that a later kernel adds is refused. Some
//! allowed calls are refused with certain arguments, because they would make namespaces, memory that nobody can count, or something that
//! programs outside could notice.

use anyhow::{Context, Result};
use seccompiler::SeccompCmpArgLen::{Dword, Qword};
use seccompiler::SeccompCmpOp::{Eq, MaskedEq, Ne};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

/// The system calls that are allowed, by purpose. Any other call fails with ENOSYS, as on a kernel that does not have it, because libraries are
/// prepared for that error.
const ALLOWED: &[&[libc::c_long]] = &[
    // Files.
    &[
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_readv,
        libc::SYS_writev,
        libc::SYS_pread64,
        libc::SYS_pwrite64,
        libc::SYS_preadv,
        libc::SYS_pwritev,
        libc::SYS_preadv2,
        libc::SYS_pwritev2,
        libc::SYS_lseek,
        libc::SYS_sendfile,
        libc::SYS_copy_file_range,
        libc::SYS_openat,
        libc::SYS_openat2,
        libc::SYS_close,
        libc::SYS_close_range,
        libc::SYS_dup,
        libc::SYS_dup3,
        libc::SYS_fcntl,
        libc::SYS_ioctl,
        libc::SYS_fsync,
        libc::SYS_fdatasync,
        libc::SYS_truncate,
        libc::SYS_ftruncate,
        libc::SYS_fallocate,
        libc::SYS_fadvise64,
        libc::SYS_readahead,
        libc::SYS_getdents64,
        libc::SYS_getcwd,
        libc::SYS_chdir,
        libc::SYS_fchdir,
        libc::SYS_umask,
        libc::SYS_mkdirat,
        libc::SYS_mknodat,
        libc::SYS_unlinkat,
        libc::SYS_renameat2,
        libc::SYS_linkat,
        libc::SYS_symlinkat,
        libc::SYS_readlinkat,
        libc::SYS_faccessat,
        libc::SYS_faccessat2,
        libc::SYS_fchmod,
        libc::SYS_fchmodat,
        libc::SYS_fchown,
        libc::SYS_fchownat,
        libc::SYS_utimensat,
        libc::SYS_statx,
        libc::SYS_fstat,
        libc::SYS_newfstatat,
        libc::SYS_statfs,
        libc::SYS_fstatfs,
    ],
    // Memory.
    &[
        libc::SYS_brk,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_mincore,
        libc::SYS_msync,
        libc::SYS_membarrier,
    ],
    // Processes and threads.
    &[
        libc::SYS_clone,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_wait4,
        libc::SYS_waitid,
        libc::SYS_getpid,
        libc::SYS_getppid,
        libc::SYS_gettid,
        libc::SYS_getpgid,
        libc::SYS_setpgid,
        libc::SYS_getsid,
        libc::SYS_setsid,
        libc::SYS_set_tid_address,
        libc::SYS_set_robust_list,
        libc::SYS_get_robust_list,
        libc::SYS_rseq,
        libc::SYS_prctl,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_sched_setaffinity,
        libc::SYS_sched_getparam,
        libc::SYS_sched_getscheduler,
        libc::SYS_sched_get_priority_max,
        libc::SYS_sched_get_priority_min,
        libc::SYS_getpriority,
        libc::SYS_setpriority,
        libc::SYS_getcpu,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_send_signal,
    ],
    // Users, limits, the machine's name. The kernel refuses what needs a privilege.
    &[
        libc::SYS_getuid,
        libc::SYS_geteuid,
        libc::SYS_getgid,
        libc::SYS_getegid,
        libc::SYS_getresuid,
        libc::SYS_getresgid,
        libc::SYS_getgroups,
        libc::SYS_setuid,
        libc::SYS_setgid,
        libc::SYS_setreuid,
        libc::SYS_setregid,
        libc::SYS_setresuid,
        libc::SYS_setresgid,
        libc::SYS_setgroups,
        libc::SYS_capget,
        libc::SYS_getrlimit,
        libc::SYS_setrlimit,
        libc::SYS_prlimit64,
        libc::SYS_getrusage,
        libc::SYS_times,
        libc::SYS_sysinfo,
        libc::SYS_uname,
        libc::SYS_getrandom,
    ],
    // Signals.
    &[
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_rt_sigpending,
        libc::SYS_rt_sigtimedwait,
        libc::SYS_rt_sigsuspend,
        libc::SYS_rt_sigqueueinfo,
        libc::SYS_rt_tgsigqueueinfo,
        libc::SYS_sigaltstack,
        libc::SYS_kill,
        libc::SYS_tkill,
        libc::SYS_tgkill,
        libc::SYS_signalfd4,
        libc::SYS_restart_syscall,
    ],
    // Time.
    &[
        libc::SYS_clock_gettime,
        libc::SYS_clock_getres,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_gettimeofday,
        libc::SYS_getitimer,
        libc::SYS_setitimer,
        libc::SYS_timer_create,
        libc::SYS_timer_settime,
        libc::SYS_timer_gettime,
        libc::SYS_timer_getoverrun,
        libc::SYS_timer_delete,
        libc::SYS_timerfd_create,
        libc::SYS_timerfd_settime,
        libc::SYS_timerfd_gettime,
    ],
    // Waiting for descriptors.
    &[
        libc::SYS_epoll_create1,
        libc::SYS_epoll_ctl,
        libc::SYS_epoll_pwait,
        libc::SYS_epoll_pwait2,
        libc::SYS_ppoll,
        libc::SYS_pselect6,
        libc::SYS_eventfd2,
        libc::SYS_pipe2,
    ],
    // Sockets: within the sandbox.
    &[
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_connect,
        libc::SYS_shutdown,
        libc::SYS_getsockname,
        libc::SYS_getpeername,
        libc::SYS_getsockopt,
        libc::SYS_setsockopt,
        libc::SYS_sendto,
        libc::SYS_recvfrom,
        libc::SYS_sendmsg,
        libc::SYS_recvmsg,
        libc::SYS_sendmmsg,
        libc::SYS_recvmmsg,
    ],
    OLD,
];

/// The older forms of allowed calls, which newer kinds of processor do not have.
#[cfg(target_arch = "x86_64")]
const OLD: &[libc::c_long] = &[
    libc::SYS_open,
    libc::SYS_creat,
    libc::SYS_stat,
    libc::SYS_lstat,
    libc::SYS_access,
    libc::SYS_readlink,
    libc::SYS_mkdir,
    libc::SYS_rmdir,
    libc::SYS_mknod,
    libc::SYS_unlink,
    libc::SYS_rename,
    libc::SYS_renameat,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_dup2,
    libc::SYS_pipe,
    libc::SYS_poll,
    libc::SYS_select,
    libc::SYS_epoll_create,
    libc::SYS_epoll_wait,
    libc::SYS_eventfd,
    libc::SYS_signalfd,
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_getpgrp,
    libc::SYS_alarm,
    libc::SYS_pause,
    libc::SYS_time,
    libc::SYS_arch_prctl,
];
#[cfg(not(target_arch = "x86_64"))]
const OLD: &[libc::c_long] = &[libc::SYS_renameat];

/// The system calls that only the first process of a sandbox may use, to mount the program's file and to apply the last filter.
const FIRST_ALONE: &[libc::c_long] = &[libc::SYS_mount, libc::SYS_umount2, libc::SYS_seccomp];

/// The flags with which `clone` would make a namespace.
const NEW_NAMESPACES: [libc::c_int; 7] = [
    libc::CLONE_NEWNS,
    libc::CLONE_NEWCGROUP,
    libc::CLONE_NEWUTS,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWNET,
];

/// What `ioctl` may ask of a file: whether it is a terminal, how much can be read, whether it blocks, whether `exec` closes it. The last two
/// requests are for the first process (`notify`). A program has no descriptor that accepts them.
const ALLOWED_IOCTLS: [u64; 8] = [
    libc::TCGETS,
    libc::TIOCGWINSZ,
    libc::FIONREAD,
    libc::FIONBIO,
    libc::FIOCLEX,
    libc::FIONCLEX,
    libc::SECCOMP_IOCTL_NOTIF_RECV,
    libc::SECCOMP_IOCTL_NOTIF_SEND,
];

/// What `fcntl` may ask of a descriptor. Locks are not in the list, because programs outside could notice a lock on a file of the system.
const ALLOWED_FCNTLS: [libc::c_int; 9] = [
    libc::F_DUPFD,
    libc::F_DUPFD_CLOEXEC,
    libc::F_GETFD,
    libc::F_SETFD,
    libc::F_GETFL,
    libc::F_SETFL,
    libc::F_GETPIPE_SZ,
    libc::F_GETOWN,
    libc::F_SETOWN,
];

/// What `prctl` may change or return: names, the signal that a process gets when its parent ends, the precision of its timers, whether it
/// becomes the parent of orphans, and what it may not do. `PR_SET_DUMPABLE` is not in the list, because it would hide a process from the
/// server, which looks at it.
const ALLOWED_PRCTLS: [libc::c_int; 14] = [
    libc::PR_SET_NAME,
    libc::PR_GET_NAME,
    libc::PR_SET_PDEATHSIG,
    libc::PR_GET_PDEATHSIG,
    libc::PR_GET_DUMPABLE,
    libc::PR_SET_NO_NEW_PRIVS,
    libc::PR_GET_NO_NEW_PRIVS,
    libc::PR_CAPBSET_READ,
    libc::PR_GET_SECCOMP,
    libc::PR_SET_TIMERSLACK,
    libc::PR_GET_TIMERSLACK,
    libc::PR_SET_CHILD_SUBREAPER,
    libc::PR_GET_CHILD_SUBREAPER,
    libc::PR_SET_VMA,
];

/// The options of sockets that are refused, because larger buffers and filters are memory that is not counted for any process.
const REFUSED_SOCKET_OPTIONS: [libc::c_int; 8] = [
    libc::SO_SNDBUF,
    libc::SO_RCVBUF,
    libc::SO_SNDBUFFORCE,
    libc::SO_RCVBUFFORCE,
    libc::SO_ATTACH_FILTER,
    libc::SO_ATTACH_BPF,
    libc::SO_ATTACH_REUSEPORT_CBPF,
    libc::SO_ATTACH_REUSEPORT_EBPF,
];

/// The protocols that a socket of a network can choose: the default of its kind, TCP, UDP.
const PROTOCOLS: [libc::c_int; 3] = [0, libc::IPPROTO_TCP, libc::IPPROTO_UDP];

/// The filters, compiled.
#[derive(Clone)]
pub struct Filters {
    /// For the first process of a sandbox, from which all others inherit them. They are applied in advance, because that takes longer than to
    /// start a program.
    pub first: Vec<BpfProgram>,
    /// For the program, in addition.
    pub program: BpfProgram,
}

type Rules = Vec<(i64, Vec<SeccompRule>)>;

/// Compiles the filters.
///
/// # Errors
/// That this machine is of a kind that the library seccompiler does not know.
pub fn compile() -> Result<Filters> {
    let allowed = ALLOWED.iter().copied().chain([FIRST_ALONE]);
    let allowed: Rules = allowed.flatten().map(|call| (*call, Vec::new())).collect();
    let refused = [
        clones()?,
        sockets()?,
        mappings()?,
        (
            libc::SYS_ioctl,
            vec![all(none_of(1, Dword, ALLOWED_IOCTLS)?)?],
        ),
        (
            libc::SYS_fcntl,
            vec![all(none_of(1, Dword, ALLOWED_FCNTLS.map(number))?)?],
        ),
        (
            libc::SYS_prctl,
            vec![all(none_of(0, Dword, ALLOWED_PRCTLS.map(number))?)?],
        ),
        socket_options()?,
    ];
    let mut refused: Rules = refused.into();
    refused.push((
        libc::SYS_socketpair,
        vec![all(none_of(0, Dword, [number(libc::AF_UNIX)])?)?],
    ));

    let first_alone: Rules = FIRST_ALONE.iter().map(|call| (*call, Vec::new())).collect();
    Ok(Filters {
        first: vec![
            filter(allowed, errno(libc::ENOSYS), SeccompAction::Allow)?,
            filter(refused, SeccompAction::Allow, errno(libc::EPERM))?,
        ],
        program: filter(first_alone, SeccompAction::Allow, errno(libc::EPERM))?,
    })
}

/// Refuses a `clone` that makes a namespace, or a thread with descriptors of its own, which the server would not find when it looks at the
/// process.
fn clones() -> Result<(i64, Vec<SeccompRule>)> {
    let mut rules = Vec::new();
    for flag in NEW_NAMESPACES.map(number) {
        rules.push(all(vec![condition(0, Qword, MaskedEq(flag), flag)?])?);
    }
    let (thread, files) = (number(libc::CLONE_THREAD), number(libc::CLONE_FILES));
    rules.push(all(vec![condition(
        0,
        Qword,
        MaskedEq(thread | files),
        thread,
    )?])?);
    Ok((libc::SYS_clone, rules))
}

/// Refuses all sockets except those of Unix, those of the Internet protocols, and those that list the sandbox's own addresses.
fn sockets() -> Result<(i64, Vec<SeccompRule>)> {
    let families = [
        libc::AF_UNIX,
        libc::AF_INET,
        libc::AF_INET6,
        libc::AF_NETLINK,
    ]
    .map(number);
    let mut rules = vec![all(none_of(0, Dword, families)?)?];
    for family in [libc::AF_INET, libc::AF_INET6].map(number) {
        let mut other_protocol = none_of(2, Dword, PROTOCOLS.map(number))?;
        other_protocol.push(condition(0, Dword, Eq, family)?);
        rules.push(all(other_protocol)?);
    }
    let mut other_list = none_of(2, Dword, [number(libc::NETLINK_ROUTE)])?;
    other_list.push(condition(0, Dword, Eq, number(libc::AF_NETLINK))?);
    rules.push(all(other_list)?);
    Ok((libc::SYS_socket, rules))
}

/// Refuses shared memory without a file. `MADV_DONTNEED` removes such memory from the page tables, where it is counted, but does not free it.
fn mappings() -> Result<(i64, Vec<SeccompRule>)> {
    let kind = number(libc::MAP_ANONYMOUS | libc::MAP_TYPE);
    let mut rules = Vec::new();
    for sharing in [libc::MAP_SHARED, libc::MAP_SHARED_VALIDATE] {
        let shared = number(libc::MAP_ANONYMOUS | sharing);
        rules.push(all(vec![condition(3, Qword, MaskedEq(kind), shared)?])?);
    }
    Ok((libc::SYS_mmap, rules))
}

fn socket_options() -> Result<(i64, Vec<SeccompRule>)> {
    let mut rules = Vec::new();
    for option in REFUSED_SOCKET_OPTIONS.map(number) {
        let of_all_sockets = condition(1, Dword, Eq, number(libc::SOL_SOCKET))?;
        rules.push(all(vec![of_all_sockets, condition(2, Dword, Eq, option)?])?);
    }
    Ok((libc::SYS_setsockopt, rules))
}

/// The conditions that an argument is none of these values.
fn none_of<const N: usize>(
    argument: u8,
    length: SeccompCmpArgLen,
    values: [u64; N],
) -> Result<Vec<SeccompCondition>> {
    values
        .into_iter()
        .map(|value| condition(argument, length.clone(), Ne, value))
        .collect()
}

fn condition(
    argument: u8,
    length: SeccompCmpArgLen,
    is: SeccompCmpOp,
    value: u64,
) -> Result<SeccompCondition> {
    Ok(SeccompCondition::new(argument, length, is, value)?)
}

fn all(conditions: Vec<SeccompCondition>) -> Result<SeccompRule> {
    Ok(SeccompRule::new(conditions)?)
}

/// A constant of the C library as the kernel compares it.
fn number(constant: libc::c_int) -> u64 {
    u64::from(constant.cast_unsigned())
}

fn errno(error: i32) -> SeccompAction {
    SeccompAction::Errno(error.cast_unsigned())
}

/// A filter that does `then` where a rule holds, and `otherwise` elsewhere.
fn filter(rules: Rules, otherwise: SeccompAction, then: SeccompAction) -> Result<BpfProgram> {
    let arch = std::env::consts::ARCH
        .try_into()
        .context("an unknown kind of processor")?;
    let filter = SeccompFilter::new(rules.into_iter().collect(), otherwise, then, arch)?;
    Ok(filter.try_into()?)
}
