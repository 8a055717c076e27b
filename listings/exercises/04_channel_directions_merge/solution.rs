use tokio::select;
use tokio::sync::mpsc::{self, Receiver, Sender};

pub fn merge<T: Send + 'static>(sources: Vec<Receiver<T>>) -> Receiver<T> {
    let (output, merged) = mpsc::channel(1);
    for source in sources {
        tokio::spawn(forward(source, output.clone()));
    }
    merged // `output` is dropped, so the channel closes when the last task has ended
}

/// Ends when the source is closed, or when nobody receives anymore.
async fn forward<T>(mut source: Receiver<T>, output: Sender<T>) {
    loop {
        let received = select! {
            message = source.recv() => message,
            () = output.closed() => None,
        };
        let Some(message) = received else { return };
        if output.send(message).await.is_err() {
            return;
        }
    }
}
