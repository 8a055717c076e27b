use answer::merge;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::{Instant, sleep, timeout};

const HOUR: Duration = Duration::from_secs(3600);

/// A source that is closed, with these messages.
fn source(messages: impl IntoIterator<Item = u32>) -> Receiver<u32> {
    let messages: Vec<u32> = messages.into_iter().collect();
    let (sender, source) = channel(messages.len().max(1));
    for message in messages {
        sender.try_send(message).unwrap();
    }
    source
}

/// All messages of all sources come out, and those of each source are in order.
pub async fn all_messages_come_out() {
    let mut merged = merge(vec![source([1, 3, 5]), source([2, 4]), source([])]);
    let mut received = Vec::new();
    while let Some(message) = merged.recv().await {
        received.push(message);
    }
    let (even, odd): (Vec<u32>, Vec<u32>) = received.iter().partition(|one| **one % 2 == 0);
    assert_eq!((odd, even), (vec![1, 3, 5], vec![2, 4]), "{received:?}");
}

/// Without sources, the merged channel is closed.
pub async fn no_sources() {
    assert_eq!(merge::<u32>(vec![]).recv().await, None);
}

/// The merged channel is open until the last source is closed, and a message comes out at once.
pub async fn it_ends_with_the_last_source() {
    let (late, late_source) = channel(1);
    let mut merged = merge(vec![late_source, source([1]), source([])]);
    let start = Instant::now();
    tokio::spawn(async move {
        sleep(HOUR).await;
        late.send(2).await.unwrap();
        sleep(HOUR).await;
    });
    assert_eq!(merged.recv().await, Some(1));
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(merged.recv().await, Some(2));
    assert_eq!(start.elapsed(), HOUR);
    assert_eq!(merged.recv().await, None);
    assert_eq!(start.elapsed(), 2 * HOUR);
}

/// A source that always has messages does not hold up the others.
pub async fn nobody_starves() {
    let mut merged = merge(vec![
        source(0..2000),
        source([5000]),
        source(10_000..12_000),
    ]);
    let mut before = 0;
    while merged.recv().await.unwrap() != 5000 {
        before += 1;
    }
    assert!(before < 1000, "{before} other messages came first");
}

/// If nobody receives, the senders have to wait: `merge` does not collect the messages.
pub async fn senders_wait() {
    let (sender, first) = channel(1);
    let (_open, second) = channel(1);
    let _merged = merge(vec![first, second]);
    let sends = async {
        for message in 0..20_000 {
            sender.send(message).await.unwrap();
        }
    };
    let all = timeout(HOUR, sends).await;
    assert!(
        all.is_err(),
        "20,000 messages are sent, but none is received"
    );
}

/// If the merged receiver is dropped, the sources are dropped as well, even those that are silent.
pub async fn nobody_receives() {
    let (silent, silent_source) = channel(1);
    let (second, second_source) = channel(1);
    let mut merged = merge(vec![silent_source, second_source]);
    second.send(1).await.unwrap();
    assert_eq!(merged.recv().await, Some(1));
    drop(merged);
    for sender in [silent, second] {
        let closed = timeout(HOUR, sender.closed()).await;
        assert!(closed.is_ok(), "an hour later, a source is still open");
    }
}
