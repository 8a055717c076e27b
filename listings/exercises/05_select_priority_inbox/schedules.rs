use answer::Inbox;
use tokio::sync::mpsc::channel;

/// Each message comes once, and each kind keeps its order.
pub async fn each_message_comes() {
    let (to_urgent, urgent) = channel(2);
    let (to_normal, normal) = channel(2);
    let mut inbox = Inbox::new(urgent, normal);
    tokio::spawn(async move {
        for message in [1, 2] {
            to_urgent.send(message).await.unwrap();
        }
    });
    tokio::spawn(async move {
        to_normal.send(10).await.unwrap();
    });
    let mut messages = Vec::new();
    while let Some(message) = inbox.next().await {
        messages.push(message);
    }
    let (normal, urgent): (Vec<u32>, Vec<u32>) = messages.into_iter().partition(|m| *m >= 10);
    assert_eq!((urgent, normal), (vec![1, 2], vec![10]));
}
