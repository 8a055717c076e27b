use answer::DelayQueue;
use std::sync::Arc;
use std::time::Duration;

/// No push is missed by a task that is about to wait.
pub async fn no_push_is_missed() {
    let queue = Arc::new(DelayQueue::new());
    let popping = tokio::spawn({
        let queue = queue.clone();
        async move { queue.pop().await }
    });
    queue.push(7, Duration::ZERO);
    assert_eq!(popping.await.unwrap(), 7);
}

/// Two tasks get two items, and each of them gets one.
pub async fn each_gets_an_item() {
    let queue = Arc::new(DelayQueue::new());
    let popping = tokio::spawn({
        let queue = queue.clone();
        async move { queue.pop().await }
    });
    queue.push(1, Duration::ZERO);
    queue.push(2, Duration::ZERO);
    let mine = queue.pop().await;
    assert_eq!(mine + popping.await.unwrap(), 3, "1 and 2 were pushed");
}
