//! A stage that waits: 64 requests of 10 ms each, with 1, 8 and 64 of them at once on one thread.

extern crate futures;
extern crate tokio;

use futures::stream::{self, StreamExt};
use tokio::time::{Duration, Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for at_once in [1, 8, 64] {
        let start = Instant::now();
        let request = |_| sleep(Duration::from_millis(10)); // waits for a server
        let requests = stream::iter(0..64).map(request);
        let count = requests.buffer_unordered(at_once).count().await;
        println!("{count} requests, {at_once} at once: {:?}", start.elapsed());
    }
}
// ANCHOR_END: main
