use answer::Mailbox;
use std::sync::Arc;

/// Two tasks that wait get two messages, and none waits forever.
pub async fn no_wake_up_is_lost() {
    let mailbox = Arc::new(Mailbox::new(2));
    let takers = [mailbox.clone(), mailbox.clone()];
    let [first, second] = takers.map(|mailbox| tokio::spawn(async move { mailbox.take().await }));
    mailbox.post(1);
    mailbox.post(2);
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert_eq!(first.unwrap() + second.unwrap(), 3, "1 and 2 were posted");
}

/// Every message is either taken or returned by `post`, and none twice.
pub async fn each_message_once() {
    let mailbox = Arc::new(Mailbox::new(1));
    let (posts, takes) = (mailbox.clone(), mailbox.clone());
    let other = tokio::spawn(async move { posts.post(1) });
    let taken = tokio::spawn(async move { takes.take().await });
    let dropped = mailbox.post(2);
    let mut all = vec![other.await.unwrap(), dropped, taken.await.unwrap()];
    mailbox.close();
    all.push(mailbox.take().await);
    let mut all: Vec<u32> = all.into_iter().flatten().collect();
    all.sort();
    assert_eq!(all, [1, 2], "these messages came out");
}

/// `post` never waits: of two messages that are posted at the same time, one replaces the other.
pub async fn post_never_waits() {
    let mailbox = Arc::new(Mailbox::new(1));
    let posts = mailbox.clone();
    let other = tokio::spawn(async move { posts.post(1) });
    let dropped = [mailbox.post(2), other.await.unwrap()];
    assert!(dropped.contains(&None), "one of them is stored");
    let mut all = vec![mailbox.take().await];
    all.extend(dropped);
    let mut all: Vec<u32> = all.into_iter().flatten().collect();
    all.sort();
    assert_eq!(all, [1, 2], "these messages came out");
}

/// While the mailbox is being closed, `post` either returns its message, or the message can still be taken.
pub async fn close_loses_nothing() {
    let mailbox = Arc::new(Mailbox::new(1));
    let posts = mailbox.clone();
    let post = tokio::spawn(async move { posts.post(1) });
    mailbox.close();
    let taken = mailbox.take().await;
    let refused = post.await.unwrap();
    assert_eq!(
        taken.xor(refused),
        Some(1),
        "taken: {taken:?}, refused: {refused:?}"
    );
}

/// No `take` waits forever if the mailbox is closed at the same time.
pub async fn close_is_not_missed() {
    let mailbox = Arc::new(Mailbox::new(1));
    let takers = [mailbox.clone(), mailbox.clone()];
    let [first, second] = takers.map(|mailbox| tokio::spawn(async move { mailbox.take().await }));
    mailbox.post(1);
    mailbox.close();
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert_eq!(first.or(second), Some(1));
    assert!(first.is_none() || second.is_none());
}
