use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

#[derive(Debug, PartialEq)]
pub struct Report {
    pub finished: usize,
    pub aborted: usize,
}

/// Handles requests until `stop` is cancelled, and then ends within `grace`.
pub async fn serve<T, W>(
    requests: Receiver<T>,
    stop: CancellationToken,
    grace: Duration,
    handle: impl Fn(T) -> W,
) -> Report
where
    W: Future<Output = ()> + Send + 'static,
{
    todo!()
}
