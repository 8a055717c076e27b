use answer::Mailbox;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep, timeout};

/// If the mailbox is full, `post` drops the oldest message and returns it.
pub async fn the_oldest_is_dropped() {
    let mailbox = Mailbox::new(2);
    assert_eq!([mailbox.post(1), mailbox.post(2)], [None, None]);
    assert_eq!([mailbox.post(3), mailbox.post(4)], [Some(1), Some(2)]);
    assert_eq!(
        [mailbox.take().await, mailbox.take().await],
        [Some(3), Some(4)]
    );
    assert_eq!(mailbox.post(5), None, "there is room again");
    assert_eq!(mailbox.take().await, Some(5));
}

/// `take` waits while the mailbox is empty, until the moment of the next `post`.
pub async fn take_waits() {
    let mailbox = Arc::new(Mailbox::new(1));
    mailbox.post("rolls");
    mailbox.post("bread");
    assert_eq!(mailbox.take().await, Some("bread"));
    let start = Instant::now();
    let poster = mailbox.clone();
    tokio::spawn(async move {
        sleep(Duration::from_millis(1234)).await;
        poster.post("cake")
    });
    assert_eq!(mailbox.take().await, Some("cake"));
    assert_eq!(start.elapsed(), Duration::from_millis(1234));
    let empty = timeout(Duration::from_secs(1), mailbox.take()).await;
    assert!(
        empty.is_err(),
        "the mailbox is empty, but `take` returns {empty:?}"
    );
}

/// A closed mailbox refuses new messages. `take` still returns the old ones, and then `None`.
pub async fn closed_is_not_empty() {
    let mailbox = Mailbox::new(2);
    mailbox.post(1);
    mailbox.post(2);
    mailbox.close();
    assert_eq!(mailbox.post(3), Some(3), "it comes back");
    assert_eq!(
        [mailbox.take().await, mailbox.take().await],
        [Some(1), Some(2)]
    );
    assert_eq!([mailbox.take().await, mailbox.take().await], [None, None]);
}

/// `close` ends every `take` that waits.
pub async fn close_wakes_all() {
    let mailbox = Arc::new(Mailbox::<u32>::new(2));
    let takers = [mailbox.clone(), mailbox.clone(), mailbox.clone()];
    let waits = takers.map(|mailbox| tokio::spawn(async move { mailbox.take().await }));
    yield_now().await;
    mailbox.close();
    for taker in waits {
        assert_eq!(taker.await.unwrap(), None);
    }
}

/// If a `take` that waits is cancelled, no message is lost, and the next `take` gets it.
pub async fn a_cancelled_take_loses_nothing() {
    let mailbox = Arc::new(Mailbox::new(2));
    let takers = [mailbox.clone(), mailbox.clone()];
    let [first, second] = takers.map(|mailbox| tokio::spawn(async move { mailbox.take().await }));
    yield_now().await;
    mailbox.post("bread");
    first.abort(); // it has been woken, but has not run yet
    assert!(first.await.unwrap_err().is_cancelled());
    assert_eq!(second.await.unwrap(), Some("bread"));
}
