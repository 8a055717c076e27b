// Fails: the_last_change_is_saved
// When the channel is closed, `debounce` returns at once, and the change that still waits is lost.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

pub async fn debounce(
    mut changes: mpsc::Receiver<String>,
    quiet: Duration,
    saves: mpsc::Sender<String>,
) {
    let mut last = None;
    let mut timer = std::pin::pin!(sleep(quiet));
    loop {
        tokio::select! {
            change = changes.recv() => {
                let Some(change) = change else { return };
                last = Some(change);
                timer.as_mut().reset(Instant::now() + quiet);
            }
            () = &mut timer, if last.is_some() => {
                if let Some(text) = last.take() && saves.send(text).await.is_err() {
                    return;
                }
            }
        }
    }
}
