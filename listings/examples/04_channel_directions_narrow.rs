//! A function that borrows a sender does not close the channel; an iterator hides the channel.

use std::sync::mpsc::{SendError, SyncSender, sync_channel};
use std::thread;

type Sent = Result<(), SendError<i32>>;

// ANCHOR: main
/// Borrows the sender, so the channel stays open when it returns.
fn measure(readings: &SyncSender<i32>, day: [i32; 2]) -> Sent {
    for celsius in day {
        readings.send(celsius)?; // `Err`: the receiver is gone
    }
    Ok(())
}

/// The caller sees readings and their end, but no channel.
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
