// Fails: one_limit_for_all, many_votes, silence_ends_too, later_votes_stay
// A `select!` replaces the timeout, but each iteration still creates a new timer.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;

pub async fn collect(votes: &mut mpsc::Receiver<u32>, limit: Duration) -> Vec<u32> {
    let mut collected = Vec::new();
    loop {
        tokio::select! {
            vote = votes.recv() => match vote {
                Some(vote) => collected.push(vote),
                None => return collected,
            },
            () = sleep(limit) => return collected,
        }
    }
}
