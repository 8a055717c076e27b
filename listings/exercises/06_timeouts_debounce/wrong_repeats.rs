// Fails: a_change_is_saved, each_change_starts_again, pauses_separate, the_last_change_is_saved, it_ends
// The timer's branch stays enabled after the save, so the same text is saved again after each quiet time.
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;

pub async fn debounce(
    mut changes: mpsc::Receiver<String>,
    quiet: Duration,
    saves: mpsc::Sender<String>,
) {
    let mut last = None;
    loop {
        tokio::select! {
            change = changes.recv() => match change {
                Some(change) => last = Some(change),
                None => break,
            },
            () = sleep(quiet) => {
                if let Some(text) = last.clone() && saves.send(text).await.is_err() {
                    return;
                }
            }
        }
    }
    if let Some(text) = last {
        let _ = saves.send(text).await;
    }
}
