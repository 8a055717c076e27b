use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Sends the last change on when no other one has come for the time `quiet`.
pub async fn debounce(
    mut changes: mpsc::Receiver<String>,
    quiet: Duration,
    saves: mpsc::Sender<String>,
) {
    while let Some(mut last) = changes.recv().await {
        // `Ok(None)` says that the channel is closed, and `Err` that the time is up.
        while let Ok(Some(change)) = timeout(quiet, changes.recv()).await {
            last = change;
        }
        if saves.send(last).await.is_err() {
            return;
        }
    }
}
