//! The tasks of a `JoinSet` are aborted when it is dropped.
// Ends: finished "" | finished "worked\n".
use tokio::task::JoinSet;

#[tokio::main]
async fn main() {
    let mut tasks = JoinSet::new();
    tasks.spawn(async {
        tokio::task::yield_now().await;
        println!("worked");
    });
    drop(tasks);
}
