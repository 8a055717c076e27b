// Fails: each_change_starts_again, pauses_separate
// The deadline is computed only once, after the first change, so a text is saved while somebody still types.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

pub async fn debounce(
    mut changes: mpsc::Receiver<String>,
    quiet: Duration,
    saves: mpsc::Sender<String>,
) {
    while let Some(mut last) = changes.recv().await {
        let deadline = Instant::now() + quiet;
        while let Ok(Some(change)) = timeout_at(deadline, changes.recv()).await {
            last = change;
        }
        if saves.send(last).await.is_err() {
            return;
        }
    }
}
