//! For tasks, or-done, bridge and merge are adapters of `futures::stream`, and tee is `broadcast`.

extern crate futures;
extern crate tokio;
extern crate tokio_stream;

use futures::stream::{self, StreamExt};
use tokio::sync::broadcast;
use tokio::time::{Duration, interval, sleep};
use tokio_stream::wrappers::{BroadcastStream, IntervalStream};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let ticks = IntervalStream::new(interval(Duration::from_secs(1)));
    let stop = sleep(Duration::from_millis(2500));
    println!("or-done: {} ticks", ticks.take_until(stop).count().await);

    let pages = stream::iter([11, 21]).map(|first| stream::iter(first..first + 2));
    println!("bridge: {:?}", pages.flatten().collect::<Vec<_>>().await);

    let merged = stream::select(stream::iter([1, 3]), stream::iter([2, 4]));
    println!("merge: {:?}", merged.collect::<Vec<_>>().await);

    let (tx, left) = broadcast::channel(4);
    let right = tx.subscribe();
    for number in 1..=4 {
        tx.send(number).unwrap();
    }
    drop(tx);
    let sum = async |side| {
        let numbers = BroadcastStream::new(side).map(Result::unwrap);
        numbers.fold(0, async |sum, number: i32| sum + number).await
    };
    println!("tee: {:?}", tokio::join!(sum(left), sum(right)));
}
// ANCHOR_END: main
