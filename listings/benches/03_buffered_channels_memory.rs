//! Resident memory while nobody receives: unbounded queues, a large capacity, a small one.

extern crate crossbeam_channel;
extern crate tokio;

mod measured;

use measured::Row;
use std::env;
use std::fs;
use std::sync::mpsc as std_mpsc;
use tokio::sync::mpsc;

const NAME: &str = "03_buffered_channels_memory";
/// How many messages have been offered when the memory is looked at.
const OFFERED: [usize; 4] = [0, 1_000_000, 2_000_000, 4_000_000];
const CHANNELS: [&str; 6] = [
    "std `channel()`",
    "crossbeam `unbounded()`",
    "tokio `unbounded_channel()`",
    "std `sync_channel(4_000_000)`",
    "crossbeam `bounded(4_000_000)`",
    "tokio `channel(1024)`",
];

/// 64 bytes.
type Message = [u8; 64];

fn main() {
    // In a process of its own: what an earlier queue has left behind would count.
    if let Some(channel) = env::args().nth(1).filter(|argument| argument != "--bench") {
        return offer(&channel);
    }
    let offered = OFFERED.map(|messages| messages.to_string());
    let arguments: Vec<&str> = offered.iter().map(String::as_str).collect();
    let of = |channels: &[&str]| {
        channels
            .iter()
            .flat_map(|channel| measured::apart(&[channel]))
            .collect()
    };
    let (unbounded, bounded) = CHANNELS.split_at(3);
    let mut rows: Vec<Row> = of(unbounded);
    rows.extend(measured::python(NAME, &arguments));
    rows.extend(measured::go(NAME, &arguments));
    rows.extend(of(bounded));
    let mut heading = vec!["resident MB after"];
    heading.extend(["0 messages", "1 million", "2 million", "4 million"]);
    measured::write(NAME, &heading, &rows);
}

/// Prints the row of one channel. Its receiver is kept, and receives nothing.
fn offer(channel: &str) {
    let before = resident();
    // What does not fit is refused.
    match CHANNELS.iter().position(|name| *name == channel) {
        Some(0) => {
            let (tx, _rx) = std_mpsc::channel();
            print_row(channel, before, |message| _ = tx.send(message));
        }
        Some(1) => {
            let (tx, _rx) = crossbeam_channel::unbounded();
            print_row(channel, before, |message| _ = tx.send(message));
        }
        Some(2) => {
            let (tx, _rx) = mpsc::unbounded_channel();
            print_row(channel, before, |message| _ = tx.send(message));
        }
        Some(3) => {
            let (tx, _rx) = std_mpsc::sync_channel(4_000_000);
            print_row(channel, before, |message| _ = tx.try_send(message));
        }
        Some(4) => {
            let (tx, _rx) = crossbeam_channel::bounded(4_000_000);
            print_row(channel, before, |message| _ = tx.try_send(message));
        }
        Some(5) => {
            let (tx, _rx) = mpsc::channel(1024);
            print_row(channel, before, |message| _ = tx.try_send(message));
        }
        _ => panic!("no channel is called {channel}"),
    }
}

fn print_row(channel: &str, before: usize, send: impl Fn(Message)) {
    let mut cells = vec![channel.to_owned()];
    let mut sent = 0;
    for offered in OFFERED {
        while sent < offered {
            send([1; 64]);
            sent += 1;
        }
        cells.push(format!(
            "{:.0}",
            resident().saturating_sub(before) as f64 / 1e6
        ));
    }
    println!("{}", cells.join("\t"));
}

/// Bytes of this process that are in memory (Linux).
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("Linux has /proc");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    1024 * kib
        .and_then(|kib| kib.parse::<usize>().ok())
        .expect("a number of kB")
}
