// Fails: one_limit_for_all, many_votes, silence_ends_too, later_votes_stay
// `collect` looks at the clock only after a vote has come, so it waits for one vote too many.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;

pub async fn collect(votes: &mut mpsc::Receiver<u32>, limit: Duration) -> Vec<u32> {
    let start = Instant::now();
    let mut collected = Vec::new();
    while start.elapsed() < limit {
        match votes.recv().await {
            Some(vote) => collected.push(vote),
            None => break,
        }
    }
    collected
}
