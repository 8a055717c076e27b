use answer::collect;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep};

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// Sends the votes 1, 2, 3, ..., one after each pause, and keeps the sender for an hour.
fn voter(votes: Sender<u32>, count: u32, pause: Duration) {
    tokio::spawn(async move {
        for vote in 1..=count {
            sleep(pause).await;
            if votes.send(vote).await.is_err() {
                return;
            }
        }
        sleep(seconds(3600)).await;
    });
}

/// Collects votes, and measures how long that took.
async fn timed(votes: &mut Receiver<u32>, limit: Duration) -> (Vec<u32>, Duration) {
    let start = Instant::now();
    let collected = collect(votes, limit).await;
    (collected, start.elapsed())
}

/// The time limit holds for all votes together.
pub async fn one_limit_for_all() {
    let (sender, mut votes) = channel(8);
    voter(sender, 7, seconds(3));
    let (collected, time) = timed(&mut votes, seconds(10)).await;
    assert_eq!(time, seconds(10), "how long it took");
    assert_eq!(collected, [1, 2, 3], "the votes after 3, 6 and 9 seconds");
}

/// The time limit holds for a thousand votes too.
pub async fn many_votes() {
    let (sender, mut votes) = channel(8);
    voter(sender, 2000, seconds(3));
    let (collected, time) = timed(&mut votes, seconds(3001)).await;
    assert_eq!(time, seconds(3001), "how long it took");
    assert_eq!(collected.len(), 1000, "how many votes it has");
}

/// The time limit holds even if no vote comes, or only one.
pub async fn silence_ends_too() {
    for count in [0, 1] {
        let (sender, mut votes) = channel(8);
        voter(sender, count, seconds(4));
        let (collected, time) = timed(&mut votes, seconds(10)).await;
        assert_eq!(time, seconds(10), "how long it took");
        assert_eq!(collected.len() as u32, count, "how many votes it has");
    }
}

/// When all senders are gone, `collect` ends before the time is up.
pub async fn all_have_voted() {
    let (sender, mut votes) = channel(8);
    let other = sender.clone();
    tokio::spawn(async move {
        sleep(seconds(2)).await;
        sender.send(1).await.unwrap();
    });
    tokio::spawn(async move {
        sleep(seconds(4)).await;
        other.send(2).await.unwrap();
        sleep(seconds(1)).await;
    });
    let (collected, time) = timed(&mut votes, seconds(10)).await;
    assert_eq!(time, seconds(5), "how long it took");
    assert_eq!(collected, [1, 2]);
}

/// Votes that come later can be collected by the next call, with a new time limit.
pub async fn later_votes_stay() {
    let (sender, mut votes) = channel(8);
    voter(sender, 6, seconds(3));
    for expected in [[1, 2], [3, 4], [5, 6]] {
        let limit = seconds(6) + Duration::from_millis(100);
        let (collected, time) = timed(&mut votes, limit).await;
        assert_eq!(time, limit, "how long it took");
        assert_eq!(collected, expected);
    }
}
