//! What a program may not ask the kernel for.
//!
//! The namespaces keep it from everything that the machine has. This keeps it from making namespaces of its own, in which it
//! would be its own master; from memory that belongs to no process, which nobody could count; from other processes'
//! insides; and from the parts of the kernel that a program on concurrency has no use for.

use anyhow::{Context, Result};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen as Length, SeccompCmpOp as Is, SeccompCondition,
    SeccompFilter, SeccompRule,
};

/// System calls that fail with EPERM, whatever they are given.
const REFUSED: &[libc::c_long] = &[
    // Namespaces and mounts.
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_open_tree,
    libc::SYS_move_mount,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    // Memory that belongs to no process.
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    libc::SYS_shmget,
    libc::SYS_shmat,
    libc::SYS_msgget,
    libc::SYS_semget,
    libc::SYS_mq_open,
    // It leaves pages in a pipe, a huge one for each slot, when the process has given them back.
    libc::SYS_vmsplice,
    // Other processes' insides.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    // The kernel itself.
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_syslog,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_fanotify_init,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_adjtimex,
    libc::SYS_clock_adjtime,
    libc::SYS_personality,
];

/// These as well, but not before the first process has mounted the program's file.
const REFUSED_TO_PROGRAM: &[libc::c_long] = &[libc::SYS_mount, libc::SYS_umount2];

/// The flags with which `clone` would make a namespace: CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID, NET, TIME.
const NEW_NAMESPACES: [libc::c_int; 7] = [
    libc::CLONE_NEWNS,
    libc::CLONE_NEWCGROUP,
    libc::CLONE_NEWUTS,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWNET,
];

/// The kinds of socket that can be made. They reach nobody: the network is the program's own. Others, such as vsock, belong
/// to no network.
const SOCKETS: [libc::c_int; 4] = [
    libc::AF_UNIX,
    libc::AF_INET,
    libc::AF_INET6,
    libc::AF_NETLINK,
];

/// The filters, compiled.
#[derive(Clone)]
pub struct Filters {
    /// For the first process of a sandbox, and thereby for all others. To apply them takes longer than to start a program.
    pub first: Vec<BpfProgram>,
    /// For the program beside.
    pub program: BpfProgram,
}

/// Compiles the filters.
///
/// # Errors
/// That this machine is of a kind that the library seccompiler does not know.
pub fn compile() -> Result<Filters> {
    let mut refused: Vec<(i64, Vec<SeccompRule>)> =
        REFUSED.iter().map(|call| (*call, vec![])).collect();
    let mut namespaces = Vec::new();
    for flag in NEW_NAMESPACES {
        let flag = u64::try_from(flag)?;
        namespaces.push(rule(vec![SeccompCondition::new(
            0,
            Length::Qword,
            Is::MaskedEq(flag),
            flag,
        )?])?);
    }
    refused.push((libc::SYS_clone, namespaces));
    let other = SOCKETS
        .iter()
        .map(|kind| {
            Ok(SeccompCondition::new(
                0,
                Length::Dword,
                Is::Ne,
                u64::try_from(*kind)?,
            )?)
        })
        .collect::<Result<Vec<_>>>()?;
    // Shared memory without a file stays when nobody's page tables hold it: MADV_DONTNEED hides it.
    let kind = u64::try_from(libc::MAP_ANONYMOUS | libc::MAP_TYPE)?;
    let shared = u64::try_from(libc::MAP_ANONYMOUS | libc::MAP_SHARED)?;
    let flags = SeccompCondition::new(3, Length::Qword, Is::MaskedEq(kind), shared)?;
    refused.push((libc::SYS_mmap, vec![rule(vec![flags])?]));
    refused.push((libc::SYS_socket, vec![rule(other)?]));

    let refused_to_program = REFUSED_TO_PROGRAM.iter().map(|call| (*call, vec![]));
    Ok(Filters {
        first: vec![
            filter(refused, libc::EPERM)?,
            // Its flags lie in memory, where no filter can look. Without it the C library falls back to `clone`.
            filter(vec![(libc::SYS_clone3, vec![])], libc::ENOSYS)?,
        ],
        program: filter(refused_to_program.collect(), libc::EPERM)?,
    })
}

fn rule(all_of: Vec<SeccompCondition>) -> Result<SeccompRule> {
    Ok(SeccompRule::new(all_of)?)
}

fn filter(rules: Vec<(i64, Vec<SeccompRule>)>, errno: i32) -> Result<BpfProgram> {
    let arch = std::env::consts::ARCH
        .try_into()
        .context("an unknown kind of processor")?;
    let refuse = SeccompAction::Errno(u32::try_from(errno)?);
    let filter = SeccompFilter::new(
        rules.into_iter().collect(),
        SeccompAction::Allow,
        refuse,
        arch,
    )?;
    Ok(filter.try_into()?)
}
