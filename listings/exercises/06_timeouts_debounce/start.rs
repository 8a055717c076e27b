use std::time::Duration;
use tokio::sync::mpsc;

/// Sends the last change on when no other one has come for the time `quiet`.
pub async fn debounce(
    changes: mpsc::Receiver<String>,
    quiet: Duration,
    saves: mpsc::Sender<String>,
) {
    todo!()
}
