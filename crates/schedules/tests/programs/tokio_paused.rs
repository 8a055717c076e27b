//! In virtual time, sleeps end in the order of their times.
// Ends: finished "short at 10ms\nlong at 100ms\n".
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let long = tokio::spawn(async move {
        sleep(Duration::from_millis(100)).await;
        println!("long at {:?}", start.elapsed());
    });
    let short = tokio::spawn(async move {
        sleep(Duration::from_millis(10)).await;
        println!("short at {:?}", start.elapsed());
    });
    long.await.unwrap();
    short.await.unwrap();
}
