// Fails: it_ends_with_the_last_source, nobody_receives
// A task reserves the only slot and then waits for its source. If this source is silent, the other sources cannot send.
use tokio::select;
use tokio::sync::mpsc::{self, Receiver, Sender};

pub fn merge<T: Send + 'static>(sources: Vec<Receiver<T>>) -> Receiver<T> {
    let (output, merged) = mpsc::channel(1);
    for source in sources {
        tokio::spawn(forward(source, output.clone()));
    }
    merged
}

async fn forward<T>(mut source: Receiver<T>, output: Sender<T>) {
    while let Ok(permit) = output.reserve().await {
        select! {
            message = source.recv() => match message {
                Some(message) => permit.send(message),
                None => return,
            },
            () = output.closed() => return,
        }
    }
}
