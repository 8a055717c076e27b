use answer::serve;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

const GRACE: Duration = Duration::from_secs(30);

/// No request starts after the cancellation, although some are in the channel.
pub async fn no_request_starts_after_the_cancellation() {
    let (sender, receiver) = mpsc::channel(2);
    sender.try_send(()).unwrap();
    sender.try_send(()).unwrap();
    let stop = CancellationToken::new();
    stop.cancel();
    let started = AtomicUsize::new(0);
    let handle = |()| {
        started.fetch_add(1, Relaxed); // Relaxed is enough: this is only a count
        async {}
    };
    serve(receiver, stop, GRACE, handle).await;
    let started = started.load(Relaxed);
    assert_eq!(started, 0, "requests that started after the cancellation");
}

/// The report is right, whenever the cancellation comes.
pub async fn the_report_is_right() {
    let (sender, receiver) = mpsc::channel(1);
    sender.try_send(()).unwrap();
    let stop = CancellationToken::new();
    let told = stop.clone();
    let [started, finished] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
    let counts = [started.clone(), finished.clone()];
    let handle = move |()| {
        let [started, finished] = counts.clone();
        started.fetch_add(1, Relaxed);
        async move {
            finished.fetch_add(1, Relaxed);
        }
    };
    let server = tokio::spawn(serve(receiver, told, GRACE, handle));
    stop.cancel();
    let report = server.await.unwrap();
    // Relaxed is enough: the server has ended, and so have all requests.
    let (started, finished) = (started.load(Relaxed), finished.load(Relaxed));
    assert_eq!(report.finished, finished, "requests that have finished");
    assert_eq!(report.aborted, started - finished, "requests that have not");
}
