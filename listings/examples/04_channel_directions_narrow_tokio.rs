//! The same among tasks: a borrowed sender does not close, and a stream shows no channel at all.

extern crate tokio;
extern crate tokio_stream;

use tokio::sync::mpsc::{self, Sender, error::SendError};
use tokio_stream::{Stream, StreamExt, wrappers::ReceiverStream};

type Sent = Result<(), SendError<i32>>;

// ANCHOR: main
/// Lent: it sends, and the channel stays open behind it.
async fn measure(readings: &Sender<i32>, day: [i32; 2]) -> Sent {
    for celsius in day {
        readings.send(celsius).await?; // nobody listens: stop
    }
    Ok(())
}

/// The caller sees values, and their end.
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
