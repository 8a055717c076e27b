// Fails: no_request_starts_after_the_cancellation
// Without `biased`, `select!` chooses among the ready branches at random, so it may take another request after the cancellation.
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

#[derive(Debug, PartialEq)]
pub struct Report {
    pub finished: usize,
    pub aborted: usize,
}

impl Report {
    fn note(&mut self, end: Result<(), JoinError>) {
        match end {
            Err(error) if error.is_cancelled() => self.aborted += 1,
            _ => self.finished += 1,
        }
    }
}

/// Handles requests until `stop` is cancelled, and then ends within `grace`.
pub async fn serve<T, W>(
    mut requests: Receiver<T>,
    stop: CancellationToken,
    grace: Duration,
    handle: impl Fn(T) -> W,
) -> Report
where
    W: Future<Output = ()> + Send + 'static,
{
    let (mut running, mut is_open) = (JoinSet::new(), true);
    let mut report = Report {
        finished: 0,
        aborted: 0,
    };
    while is_open || !running.is_empty() {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(end) = running.join_next() => report.note(end),
            request = requests.recv(), if is_open => match request {
                Some(request) => drop(running.spawn(handle(request))),
                None => is_open = false,
            },
        }
    }
    drop(requests); // from now on, senders get an error

    let deadline = Instant::now() + grace; // one for all
    while let Ok(Some(end)) = timeout_at(deadline, running.join_next()).await {
        report.note(end);
    }
    running.abort_all();
    while let Some(end) = running.join_next().await {
        report.note(end); // it may have finished just before it was aborted
    }
    report
}
