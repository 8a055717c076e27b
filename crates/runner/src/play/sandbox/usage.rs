//! What a tree of processes takes, as the kernel tells in `/proc`.

use std::fs;
use std::time::Duration;

use nix::unistd::{SysconfVar, sysconf};

use super::Usage;

/// What the descendants of the process `root` take together; `None` where that process, or `/proc`, is gone.
///
/// The root itself is left out but for what its former children have computed: it is the `init` of a sandbox, a copy of
/// the process that started it, whose memory it shares.
pub fn of_descendants(root: i32) -> Option<Usage> {
    let page = unit(SysconfVar::PAGE_SIZE);
    let tick = Duration::from_secs(1) / u32::try_from(unit(SysconfVar::CLK_TCK)).ok()?;
    let mut ticks = Stat::read(root)?.of_children;
    let mut pages = 0;
    let mut unseen = children(root);
    while let Some(pid) = unseen.pop() {
        // Who has ended meanwhile takes nothing.
        if let Some(stat) = Stat::read(pid) {
            ticks += stat.own + stat.of_children;
            pages += stat.pages;
            unseen.extend(children(pid));
        }
    }
    Some(Usage {
        memory: pages * page,
        cpu: tick * u32::try_from(ticks).unwrap_or(u32::MAX),
    })
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
