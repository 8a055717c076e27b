// Fails: nobody_receives, the_source_is_dropped
// A task that waits for a silent source does not notice that nobody receives anymore, so it and its source stay forever.
use tokio::sync::mpsc::{self, Receiver};

pub fn merge<T: Send + 'static>(sources: Vec<Receiver<T>>) -> Receiver<T> {
    let (output, merged) = mpsc::channel(1);
    for mut source in sources {
        let output = output.clone();
        tokio::spawn(async move {
            while let Some(message) = source.recv().await {
                if output.send(message).await.is_err() {
                    return;
                }
            }
        });
    }
    merged
}
