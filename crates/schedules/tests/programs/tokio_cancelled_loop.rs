//! `select!` waits for a message or for the end.
// Ends: finished "handled 0\n" | finished "handled 1\n" | finished "handled 2\n".
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() {
    let stop = CancellationToken::new();
    let (tx, mut rx) = mpsc::channel(4);
    let worker = {
        let stop = stop.clone();
        tokio::spawn(async move {
            let mut handled = 0;
            loop {
                tokio::select! {
                    _ = stop.cancelled() => break,
                    Some(_) = rx.recv() => handled += 1,
                }
            }
            handled
        })
    };
    for number in 0..2 {
        tx.send(number).await.unwrap();
    }
    stop.cancel();
    println!("handled {}", worker.await.unwrap());
}
