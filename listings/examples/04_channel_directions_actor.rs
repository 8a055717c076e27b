//! An actor owns its state. Commands come by `mpsc`; a command that wants an answer carries a `oneshot`.

extern crate tokio;

use tokio::sync::{mpsc, oneshot};

// ANCHOR: main
enum Command {
    Record(i32),
    Highest(oneshot::Sender<i32>), // where to answer
}

async fn station(mut commands: mpsc::Receiver<Command>) {
    let mut highest = i32::MIN; // nobody else can touch it
    while let Some(command) = commands.recv().await {
        match command {
            Command::Record(reading) => {
                highest = highest.max(reading);
            }
            Command::Highest(reply) => {
                // An `Err`: the asker has left. So be it.
                let _ = reply.send(highest);
            }
        }
    }
    println!("station closed"); // every handle is dropped
}

async fn highest(handle: &mpsc::Sender<Command>) -> Option<i32> {
    let (reply, answer) = oneshot::channel();
    handle.send(Command::Highest(reply)).await.ok()?; // Err: return None
    answer.await.ok() // `None`: the station has dropped the reply
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
