use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

/// The votes that come within `limit`, or until nobody can vote any more.
pub async fn collect(votes: &mut mpsc::Receiver<u32>, limit: Duration) -> Vec<u32> {
    let deadline = Instant::now() + limit;
    let mut collected = Vec::new();
    while let Ok(Some(vote)) = timeout_at(deadline, votes.recv()).await {
        collected.push(vote);
    }
    collected
}
