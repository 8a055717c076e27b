// Fails: the_last_change_is_saved, nobody_saves
// Each change aborts the task of the change before it. When the channel is closed, nobody awaits the last task, which still sleeps.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::sleep;

pub async fn debounce(
    mut changes: mpsc::Receiver<String>,
    quiet: Duration,
    saves: mpsc::Sender<String>,
) {
    let mut saving: Option<JoinHandle<()>> = None;
    while let Some(change) = changes.recv().await {
        if let Some(older) = saving.take() {
            older.abort();
        }
        let saves = saves.clone();
        saving = Some(tokio::spawn(async move {
            sleep(quiet).await;
            let _ = saves.send(change).await;
        }));
    }
}
