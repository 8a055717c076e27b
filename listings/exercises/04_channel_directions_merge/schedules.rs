use answer::merge;
use tokio::sync::mpsc::channel;

/// Under every schedule, no message is lost, and the merged channel closes.
pub async fn no_message_is_lost() {
    let (first, first_source) = channel(1);
    let (second, second_source) = channel(1);
    first.try_send(1).unwrap();
    second.try_send(2).unwrap();
    drop((first, second));
    let mut merged = merge(vec![first_source, second_source]);
    let mut sum = 0;
    while let Some(message) = merged.recv().await {
        sum += message;
    }
    assert_eq!(sum, 3, "1 and 2 were sent");
}

/// Whenever the merged receiver is dropped, the source is dropped too.
pub async fn the_source_is_dropped() {
    let (sender, source) = channel(1);
    let merged = merge(vec![source]);
    let _ = sender.try_send(1);
    drop(merged);
    sender.closed().await;
}
