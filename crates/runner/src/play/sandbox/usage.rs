//! What a tree of processes takes, as the kernel tells in `/proc`.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use nix::unistd::{SysconfVar, sysconf};

use super::Usage;

/// What a descriptor may hold in the kernel where no process's memory shows it: a socket's buffer at its largest.
const BEHIND_DESCRIPTOR: u64 = 416 << 10;

/// So many descriptors a process has for free.
const FREE_DESCRIPTORS: u64 = 32;

/// Whether the kernel tells all that is asked here.
pub fn is_told() -> bool {
    fs::exists("/proc/thread-self/children").unwrap_or(false)
}

/// What was seen of a tree so far.
#[derive(Default)]
pub struct Seen {
    /// Of each process ever seen, by number and start, the ticks it had computed: who ignores SIGCHLD never gets its
    /// children's.
    own: HashMap<(i32, u64), u64>,
}

impl Seen {
    /// What the descendants of the process `root` take together; `None` where that process, or `/proc`, is gone.
    ///
    /// The root itself is left out but for what its former children have computed: it is the `init` of a sandbox, a copy of
    /// the process that started it, whose memory it shares.
    pub fn of_descendants(&mut self, root: i32) -> Option<Usage> {
        let page = unit(SysconfVar::PAGE_SIZE);
        let tick = Duration::from_secs(1) / u32::try_from(unit(SysconfVar::CLK_TCK)).ok()?;
        let mut ticks = Stat::read(root)?.of_children;
        let mut pages = 0;
        let mut unseen = children(root);
        while let Some(pid) = unseen.pop() {
            // Who has ended meanwhile takes nothing.
            if let Some(stat) = Stat::read(pid) {
                ticks += stat.own + stat.of_children;
                pages += stat.pages + (page_tables(pid) + behind_descriptors(pid)) / page;
                self.own.insert((pid, stat.start), stat.own);
                unseen.extend(children(pid));
            }
        }
        let ticks = ticks.max(self.own.values().sum());
        Some(Usage {
            memory: pages * page,
            cpu: tick * u32::try_from(ticks).unwrap_or(u32::MAX),
        })
    }
}

/// Bytes of its page tables.
fn page_tables(pid: i32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmPTE:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() << 10
}

/// Bytes that its descriptors may hold in the kernel, at the most.
fn behind_descriptors(pid: i32) -> u64 {
    let open =
        fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, |descriptors| descriptors.count() as u64);
    open.saturating_sub(FREE_DESCRIPTORS) * BEHIND_DESCRIPTOR
}

/// The only child of a process, if it has one.
pub fn child(pid: i32) -> Option<i32> {
    children(pid).pop()
}

/// The children that any thread of this process has started.
fn children(pid: i32) -> Vec<i32> {
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return Vec::new();
    };
    threads
        .flatten()
        .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|pids| {
            pids.split_whitespace()
                .filter_map(|pid| pid.parse().ok())
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The part of `/proc/PID/stat` that counts here. See proc_pid_stat(5).
struct Stat {
    /// Clock ticks that it has computed.
    own: u64,
    /// Clock ticks that its children had computed when it waited for them.
    of_children: u64,
    /// When it was started, in ticks.
    start: u64,
    /// Pages of memory that it holds.
    pages: u64,
}

impl Stat {
    fn read(pid: i32) -> Option<Self> {
        let line = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // A process may call itself whatever it likes, with brackets and spaces: the last bracket ends its name.
        let (_, rest) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split(' ').collect();
        // The first field here is the third of the page's table.
        let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
        Some(Stat {
            own: field(14)? + field(15)?,
            of_children: field(16)? + field(17)?,
            start: field(22)?,
            pages: field(24)?,
        })
    }
}

fn unit(name: SysconfVar) -> u64 {
    sysconf(name)
        .ok()
        .flatten()
        .and_then(|value| u64::try_from(value).ok())
        .unwrap_or(1)
}
