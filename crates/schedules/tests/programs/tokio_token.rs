//! A worker sees that it is cancelled between two jobs, and its tracker waits for it.
// Ends: finished "stopped after 0\nall ended\n" | finished "stopped after 1\nall ended\n" | finished "stopped after 2\nall ended\n".
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[tokio::main]
async fn main() {
    let stop = CancellationToken::new();
    let tracker = TaskTracker::new();
    let child = stop.child_token();
    tracker.spawn(async move {
        let mut jobs = 0;
        while jobs < 2 && !child.is_cancelled() {
            jobs += 1;
            tokio::task::yield_now().await;
        }
        println!("stopped after {jobs}");
    });
    stop.cancel();
    tracker.close();
    tracker.wait().await;
    println!("all ended");
}
