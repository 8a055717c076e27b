// Fails: one_limit_for_all, many_votes, silence_ends_too, later_votes_stay
// It measures with std's clock, which does not move in virtual time, so the rest of the limit is always the whole limit.
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::timeout;

pub async fn collect(votes: &mut mpsc::Receiver<u32>, limit: Duration) -> Vec<u32> {
    let start = Instant::now();
    let mut collected = Vec::new();
    loop {
        let left = limit.saturating_sub(start.elapsed());
        match timeout(left, votes.recv()).await {
            Ok(Some(vote)) => collected.push(vote),
            _ => return collected,
        }
    }
}
