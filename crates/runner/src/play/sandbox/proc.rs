//! Reads what the kernel shows of processes in `/proc`.
//!
//! A program can give itself any name, let its first thread end, and start processes that live for moments only. So files are read as bytes, a
//! process whose first thread has ended is read through another thread, and a process that is there but cannot be read is an error.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::time::Duration;

use anyhow::{Context, Result};
use nix::unistd::{SysconfVar, sysconf};

/// Whether this kernel shows everything that is read here.
pub fn is_shown() -> bool {
    fs::exists("/proc/thread-self/children").unwrap_or(false)
}

/// All processes below `root`.
///
/// # Errors
/// That a process is there and cannot be read.
pub fn descendants(root: i32) -> Result<Vec<i32>> {
    let mut found = Vec::new();
    let mut seen = HashSet::from([root]);
    let mut parents = vec![root];
    while let Some(parent) = parents.pop() {
        for child in children(parent)? {
            // A process is found twice if its parent ends during the look, because it then becomes the child of another process.
            if seen.insert(child) {
                found.push(child);
                parents.push(child);
            }
        }
    }
    Ok(found)
}

/// The only child of a process, if it has one.
pub fn child(pid: i32) -> Option<i32> {
    children(pid).ok()?.pop()
}

/// The numbers of a process's threads; none where it is gone.
///
/// # Errors
/// That the process is there and cannot be read.
pub fn threads(pid: i32) -> Result<Vec<i32>> {
    let entries = match fs::read_dir(format!("/proc/{pid}/task")) {
        Ok(entries) => entries,
        Err(error) => return gone(error).map(|()| Vec::new()),
    };
    let mut threads = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => threads.extend(
                entry
                    .file_name()
                    .to_str()
                    .and_then(|name| name.parse::<i32>().ok()),
            ),
            Err(error) => gone(error)?,
        }
    }
    Ok(threads)
}

/// The children that any thread of this process has started.
fn children(pid: i32) -> Result<Vec<i32>> {
    let mut children = Vec::new();
    for thread in threads(pid)? {
        if let Some(numbers) = read(&format!("/proc/{pid}/task/{thread}/children"))? {
            children.extend(
                numbers
                    .split_whitespace()
                    .filter_map(|number| number.parse::<i32>().ok()),
            );
        }
    }
    Ok(children)
}

/// The folder of a thread that still has the memory and the descriptors of its process. This is the folder of the process itself, unless its
/// first thread has ended before others. `None` if all have ended.
///
/// # Errors
/// That a thread is there and cannot be read.
pub fn living_thread(process: &str, stat: &Stat) -> Result<Option<String>> {
    if !stat.has_ended {
        return Ok(Some(process.to_owned()));
    }
    let Ok(threads) = fs::read_dir(format!("{process}/task")) else {
        return Ok(None);
    };
    for thread in threads.flatten() {
        let place = thread.path().display().to_string();
        if Stat::read(&format!("{place}/stat"))?.is_some_and(|stat| !stat.has_ended) {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// How many descriptors the process or thread with this folder has; 0 if it is gone.
///
/// # Errors
/// That it is there and cannot be read.
pub fn descriptors(place: &str) -> Result<u64> {
    match fs::read_dir(format!("{place}/fd")) {
        Ok(descriptors) => Ok(descriptors.count() as u64),
        Err(error) => gone(error).map(|()| 0),
    }
}

/// How many mappings of memory the process or thread with this folder has; 0 if it is gone. It stops counting above `limit`, because a large
/// number takes long to count.
///
/// # Errors
/// That it is there and cannot be read.
pub fn mappings(place: &str, limit: u64) -> Result<u64> {
    let mut lines = 0;
    let mut maps = match File::open(format!("{place}/maps")) {
        Ok(maps) => maps,
        Err(error) => return gone(error).map(|()| 0),
    };
    let mut buffer = [0; 16 << 10];
    loop {
        match maps.read(&mut buffer) {
            Ok(0) => return Ok(lines),
            Ok(length) => {
                lines += buffer[..length]
                    .iter()
                    .filter(|byte| **byte == b'\n')
                    .count() as u64
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return gone(error).map(|()| lines),
        }
        if lines > limit {
            return Ok(lines);
        }
    }
}

/// The part of `/proc/PID/stat` that counts here. See proc_pid_stat(5).
pub struct Stat {
    /// Whether this thread has ended: others of its process may go on.
    pub has_ended: bool,
    /// How long it has computed.
    pub own: Duration,
    /// How long its children had computed when it waited for them.
    pub of_children: Duration,
    /// How many threads it has.
    pub threads: u64,
    /// When it was started, in ticks.
    pub start: u64,
}

impl Stat {
    /// Reads the file; `None` if its process is gone.
    ///
    /// # Errors
    /// That the file is there and cannot be read or understood.
    pub fn read(file: &str) -> Result<Option<Self>> {
        match read(file)? {
            None => Ok(None),
            Some(line) => Stat::parse(&line)
                .map(Some)
                .with_context(|| format!("{file} is not understood")),
        }
    }

    fn parse(line: &str) -> Option<Self> {
        // A process can have any name, with brackets and spaces: the last bracket ends it.
        let (_, rest) = line.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.trim_end().split(' ').collect();
        // The first field here is the third of the manual's table.
        let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
        let time = |first: usize| {
            let ticks = field(first)? + field(first + 1)?;
            Some(tick() * u32::try_from(ticks).unwrap_or(u32::MAX))
        };
        Some(Stat {
            has_ended: matches!(fields.first(), Some(&"Z" | &"X")),
            own: time(14)?,
            of_children: time(16)?,
            threads: field(20)?,
            start: field(22)?,
        })
    }
}

/// The part of `/proc/PID/status` that counts here. See proc_pid_status(5).
#[derive(Default)]
pub struct Status {
    /// Bytes of memory that it holds.
    pub resident: u64,
    /// Bytes of its memory that were swapped out.
    pub swapped: u64,
    /// Bytes of its page tables.
    pub page_tables: u64,
    /// The signals that it ignores, as a mask.
    pub ignored: u64,
    /// Its number in the innermost namespace.
    pub number_inside: u64,
}

impl Status {
    /// Reads the file; `None` if its process is gone.
    ///
    /// # Errors
    /// That the file is there and cannot be read.
    pub fn read(file: &str) -> Result<Option<Self>> {
        Ok(read(file)?.map(|text| Status::parse(&text)))
    }

    /// A process that is about to end has no memory any more, and no lines about it.
    fn parse(text: &str) -> Self {
        let mut status = Status::default();
        for line in text.lines() {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let number = || {
                value
                    .split_whitespace()
                    .next()
                    .and_then(|word| word.parse::<u64>().ok())
            };
            let bytes = || number().unwrap_or_default() << 10;
            match name {
                "VmRSS" => status.resident = bytes(),
                "VmSwap" => status.swapped = bytes(),
                "VmPTE" => status.page_tables = bytes(),
                "SigIgn" => {
                    status.ignored = u64::from_str_radix(value.trim(), 16).unwrap_or_default()
                }
                "NSpid" => {
                    let inside = value.split_whitespace().next_back();
                    status.number_inside = inside
                        .and_then(|word| word.parse().ok())
                        .unwrap_or_default();
                }
                _ => {}
            }
        }
        status
    }
}

/// The text of a file in `/proc`; `None` where its process is gone. Bytes that are no text are replaced: they stand in names only.
///
/// # Errors
/// That it is there and cannot be read.
pub fn read(file: &str) -> Result<Option<String>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) => gone(error).map(|()| None),
    }
}

/// Whether the error says that the process is gone.
///
/// # Errors
/// Any other error.
fn gone(error: io::Error) -> Result<()> {
    let gone = error.kind() == ErrorKind::NotFound || error.raw_os_error() == Some(libc::ESRCH);
    if gone { Ok(()) } else { Err(error.into()) }
}

/// The unit in which the kernel counts how long something has computed.
fn tick() -> Duration {
    let per_second = sysconf(SysconfVar::CLK_TCK).ok().flatten();
    let per_second = per_second.and_then(|number| u32::try_from(number).ok());
    Duration::from_secs(1) / per_second.filter(|number| *number > 0).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name hides nothing: brackets, spaces, line ends and bytes that are no text come before the last bracket.
    #[test]
    fn names_hide_nothing() {
        let numbers = "S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 5 18 99 20 7";
        for name in ["a", "a) S 1 2", "\u{fffd}\u{fffd}", "a\n) R 9"] {
            let stat = Stat::parse(&format!("7 ({name}) {numbers}\n")).unwrap();
            assert_eq!((stat.threads, stat.start), (5, 99), "{name}");
            assert_eq!(stat.own, tick() * 23);
        }
        assert!(Stat::parse("7 (a").is_none());
        assert!(Stat::parse("7 (a) S 1 2\n").is_none());
    }

    /// What is there and cannot be read is an error; what is gone is not.
    #[test]
    fn unreadable_is_not_gone() {
        assert!(read("/proc/self").is_err());
        assert!(read("/proc/0/stat").unwrap().is_none());
        assert!(gone(io::Error::from_raw_os_error(libc::ESRCH)).is_ok());
        assert!(gone(io::Error::from_raw_os_error(libc::EACCES)).is_err());
    }

    /// The lines of a status are found by their names, in kibibytes and in hexadecimal.
    #[test]
    fn statuses() {
        let status = Status::parse(
            "Name:\tVmRSS:\nNSpid:\t812\t9\nVmPTE:\t  8 kB\nVmRSS:\t 3 kB\nVmSwap:\t 1 kB\nSigIgn:\t0000000000010000\n",
        );
        assert_eq!(status.resident, 3 << 10);
        assert_eq!(status.swapped, 1 << 10);
        assert_eq!(status.page_tables, 8 << 10);
        assert_eq!(status.ignored, 1 << (libc::SIGCHLD - 1));
        assert_eq!(status.number_inside, 9);
    }
}
