// Fails: one_limit_for_all, many_votes, silence_ends_too, later_votes_stay
// The time limit holds for the whole loop, but the votes are inside the future, and the timeout drops this future.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

pub async fn collect(votes: &mut mpsc::Receiver<u32>, limit: Duration) -> Vec<u32> {
    let all = async {
        let mut collected = Vec::new();
        while let Some(vote) = votes.recv().await {
            collected.push(vote);
        }
        collected
    };
    timeout(limit, all).await.unwrap_or_default()
}
