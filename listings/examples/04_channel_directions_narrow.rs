//! Narrower than an end: a borrowed sender does not close, and an iterator shows no channel at all.

use std::sync::mpsc::{SendError, SyncSender, sync_channel};
use std::thread;

type Sent = Result<(), SendError<i32>>;

// ANCHOR: main
/// Lent: it sends, and the channel stays open behind it.
fn measure(readings: &SyncSender<i32>, day: [i32; 2]) -> Sent {
    for celsius in day {
        readings.send(celsius)?; // nobody listens: stop
    }
    Ok(())
}

/// The caller sees values, and their end.
fn readings() -> impl Iterator<Item = i32> {
    let (tx, rx) = sync_channel(0);
    thread::spawn(move || {
        measure(&tx, [19, 23])?;
        measure(&tx, [21, 20])
    });
    rx.into_iter()
}

fn main() {
    println!("all: {:?}", readings().collect::<Vec<_>>());
    println!("warm: {:?}", readings().find(|c| *c > 22));
}
// ANCHOR_END: main
