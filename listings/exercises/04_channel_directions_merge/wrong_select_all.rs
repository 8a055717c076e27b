// Fails: nobody_starves
// `select_all` polls its futures in order and takes the first one that is ready. The others wait until the sources before them are empty.
use futures::future::select_all;
use tokio::select;
use tokio::sync::mpsc::{self, Receiver};

pub fn merge<T: Send + 'static>(mut sources: Vec<Receiver<T>>) -> Receiver<T> {
    let (output, merged) = mpsc::channel(1);
    tokio::spawn(async move {
        while !sources.is_empty() {
            let next = select_all(sources.iter_mut().map(|source| Box::pin(source.recv())));
            let (message, index, _) = select! {
                next = next => next,
                () = output.closed() => return,
            };
            let Some(message) = message else {
                drop(sources.remove(index)); // this source is closed
                continue;
            };
            if output.send(message).await.is_err() {
                return;
            }
        }
    });
    merged
}
