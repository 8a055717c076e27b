// Fails: nobody_starves, it_ends_with_the_last_source, nobody_receives, the_source_is_dropped
// The loop forwards one source until it is closed, and only then the next one.
use tokio::sync::mpsc::{self, Receiver};

pub fn merge<T: Send + 'static>(sources: Vec<Receiver<T>>) -> Receiver<T> {
    let (output, merged) = mpsc::channel(1);
    tokio::spawn(async move {
        for mut source in sources {
            while let Some(message) = source.recv().await {
                if output.send(message).await.is_err() {
                    return;
                }
            }
        }
    });
    merged
}
