//! An actor owns its state; a command that wants an answer carries a `oneshot` sender for it.

extern crate tokio;

use tokio::sync::{mpsc, oneshot};

// ANCHOR: main
enum Command {
    Record(i32),
    Highest(oneshot::Sender<i32>), // the reply goes here
}

async fn station(mut commands: mpsc::Receiver<Command>) {
    let mut highest = i32::MIN; // only this task can use it
    while let Some(command) = commands.recv().await {
        match command {
            Command::Record(reading) => {
                highest = highest.max(reading);
            }
            Command::Highest(reply) => {
                // An `Err` means that the asker has left, which is no problem.
                let _ = reply.send(highest);
            }
        }
    }
    println!("station closed"); // all handles are dropped
}

async fn highest(handle: &mpsc::Sender<Command>) -> Option<i32> {
    let (reply, answer) = oneshot::channel();
    handle.send(Command::Highest(reply)).await.ok()?; // the station is gone
    answer.await.ok() // `None` if the station drops the reply
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (handle, commands) = mpsc::channel(8);
    let station = tokio::spawn(station(commands));

    for reading in [19, 23, 21] {
        handle.send(Command::Record(reading)).await.unwrap();
    }
    println!("highest: {:?}", highest(&handle).await.unwrap());
    drop(handle);
    station.await.unwrap();
}
// ANCHOR_END: main
