//! What a tree of processes takes: memory, processor time, threads.
//!
//! A program whose processes cannot all be read is stopped, because nobody knows what it takes.

use std::collections::HashMap;
use std::fs;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::proc::{Stat, Status, descendants, descriptors, living_thread, mappings};
use super::running::Usage;

/// The size of a socket's buffer, in bytes, unless the machine's settings say that it is larger.
const SOCKET_BUFFER: u64 = 208 << 10;

/// How many bytes a descriptor may hold in the kernel, where they are not counted for any process: the two buffers of a socket. They have
/// the size that the machine gives every socket, because a program cannot make them larger.
static BEHIND_DESCRIPTOR: LazyLock<u64> = LazyLock::new(|| {
    let buffer = |name| {
        let size = fs::read_to_string(format!("/proc/sys/net/core/{name}")).ok();
        let size = size.and_then(|size| size.trim().parse::<u64>().ok());
        size.unwrap_or_default().max(SOCKET_BUFFER)
    };
    buffer("rmem_default") + buffer("wmem_default")
});

/// How many descriptors of a program are not counted, in all its processes together.
const FREE_DESCRIPTORS: u64 = 32;

/// The most mappings that a program may have, all its processes together. The kernel keeps some 300 bytes for each, and to count them
/// takes time. A program with 250 threads has some 600, one with 250 processes some 30,000.
const MAPPINGS: u64 = 65_536;

/// How long a process is assumed to have computed if it ended before any look saw it. When its parent waits for it, the kernel adds the true
/// time to the parent.
const UNSEEN: Duration = Duration::from_millis(2);

/// The same for a process whose parent ignores SIGCHLD: half the time between two looks. For such a process the kernel adds the true time to
/// no other process.
const UNSEEN_AND_UNCHARGED: Duration = Duration::from_millis(10);

/// SIGCHLD in a mask of signals.
const SIGCHLD: u64 = 1 << (libc::SIGCHLD - 1);

/// What all looks at a tree of processes have seen together. It belongs to one sandbox.
#[derive(Default)]
pub struct Seen {
    /// How long each process ever seen had computed, by its number and its start. A process that ignores SIGCHLD is never charged
    /// for what its children computed, so each child is remembered.
    own: HashMap<(i32, u64), Duration>,
    /// The largest number that a process had in its sandbox. The kernel counts up, so this is how many processes and threads were started.
    newest: u64,
    /// The most threads that were seen at once, in all processes.
    threads: u64,
    /// Whether a process has ignored SIGCHLD.
    ignores_children: bool,
}

/// What all processes take together, in one look.
#[derive(Default)]
struct Sum {
    computed: Duration,
    memory: u64,
    descriptors: u64,
    threads: u64,
    mappings: u64,
}

impl Seen {
    /// What the descendants of the process `root` take together; `None` where that process is gone.
    ///
    /// The root itself is left out, except for what its former children have computed: it is the first process of a sandbox, a copy of
    /// the process that started it, whose memory it shares.
    ///
    /// # Errors
    /// That a process is there and cannot be read.
    pub fn of_descendants(&mut self, root: i32) -> Result<Option<Usage>> {
        let Some(stat) = Stat::read(&format!("/proc/{root}/stat"))? else {
            return Ok(None);
        };
        let mut sum = Sum {
            computed: stat.of_children,
            ..Sum::default()
        };
        for pid in descendants(root)? {
            self.add(pid, &mut sum)
                .with_context(|| format!("process {pid} cannot be read"))?;
        }
        self.threads = self.threads.max(sum.threads);
        let behind = sum.descriptors.saturating_sub(FREE_DESCRIPTORS) * *BEHIND_DESCRIPTOR;
        Ok(Some(Usage {
            memory: sum.memory + behind,
            cpu: sum.computed.max(self.estimated()),
        }))
    }

    /// The most threads that were seen at once, in all processes together.
    pub fn threads(&self) -> u64 {
        self.threads
    }

    /// Adds what a process takes; one that has ended meanwhile takes nothing.
    fn add(&mut self, pid: i32, sum: &mut Sum) -> Result<()> {
        let process = format!("/proc/{pid}");
        let Some(stat) = Stat::read(&format!("{process}/stat"))? else {
            return Ok(());
        };
        sum.computed += stat.own + stat.of_children;
        sum.threads += stat.threads;
        self.own.insert((pid, stat.start), stat.own);
        let Some(place) = living_thread(&process, &stat)? else {
            return Ok(());
        };
        let Some(status) = Status::read(&format!("{place}/status"))? else {
            return Ok(());
        };
        self.newest = self.newest.max(status.number_inside);
        self.ignores_children |= status.ignored & SIGCHLD != 0;
        sum.mappings += mappings(&place, MAPPINGS - sum.mappings)?;
        ensure!(
            sum.mappings <= MAPPINGS,
            "the program has more than {MAPPINGS} mappings of memory"
        );
        sum.memory += status.resident + status.swapped + status.page_tables;
        sum.descriptors += descriptors(&place)?;
        Ok(())
    }

    /// How long all processes ever started have computed, at the least. A process that ends between two looks has computed more
    /// than was seen, and one that nobody saw has computed as well.
    fn estimated(&self) -> Duration {
        let seen: Duration = self.own.values().sum();
        // The first process of the sandbox and the program itself are not started by the program.
        let unseen = self.newest.saturating_sub(self.own.len() as u64 + 2);
        let each = if self.ignores_children {
            UNSEEN_AND_UNCHARGED
        } else {
            UNSEEN
        };
        seen + each * u32::try_from(unseen).unwrap_or(u32::MAX)
    }
}
