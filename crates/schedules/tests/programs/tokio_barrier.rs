//! One of the tasks that pass a barrier is the leader.
// Ends: finished "1 leader\n".
use std::sync::Arc;
use tokio::sync::Barrier;

#[tokio::main]
async fn main() {
    let start = Arc::new(Barrier::new(3));
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let start = start.clone();
        tasks.push(tokio::spawn(async move { start.wait().await.is_leader() }));
    }
    let mut leaders = usize::from(start.wait().await.is_leader());
    for task in tasks {
        leaders += usize::from(task.await.unwrap());
    }
    println!("{leaders} leader");
}
