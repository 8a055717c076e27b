//! A function that borrows a sender does not close the channel; a stream hides the channel.

extern crate tokio;
extern crate tokio_stream;

use tokio::sync::mpsc::{self, Sender, error::SendError};
use tokio_stream::{Stream, StreamExt, wrappers::ReceiverStream};

type Sent = Result<(), SendError<i32>>;

// ANCHOR: main
/// Borrows the sender, so the channel stays open when it returns.
async fn measure(readings: &Sender<i32>, day: [i32; 2]) -> Sent {
    for celsius in day {
        readings.send(celsius).await?; // `Err`: the receiver is gone
    }
    Ok(())
}

/// The caller sees readings and their end, but no channel.
fn readings() -> impl Stream<Item = i32> {
    let (tx, rx) = mpsc::channel(1);
    tokio::spawn(async move {
        measure(&tx, [19, 23]).await?;
        measure(&tx, [21, 20]).await
    });
    ReceiverStream::new(rx)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("all: {:?}", readings().collect::<Vec<_>>().await);

    let mut warm = readings().filter(|c| *c > 22);
    println!("warm: {:?}", warm.next().await);
}
// ANCHOR_END: main
