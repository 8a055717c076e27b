// Fails: nothing_is_left_running, a_dropped_server_leaves_nothing, the_report_is_right
// A `TaskTracker` only waits for its tasks. When the timeout expires or the future is dropped, they go on.
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

#[derive(Debug, PartialEq)]
pub struct Report {
    pub finished: usize,
    pub aborted: usize,
}

pub async fn serve<T, W>(
    mut requests: Receiver<T>,
    stop: CancellationToken,
    grace: Duration,
    handle: impl Fn(T) -> W,
) -> Report
where
    W: Future<Output = ()> + Send + 'static,
{
    let tasks = TaskTracker::new();
    let mut accepted = 0;
    while let Some(Some(request)) = stop.run_until_cancelled(requests.recv()).await {
        if stop.is_cancelled() {
            break;
        }
        tasks.spawn(handle(request));
        accepted += 1;
    }
    drop(requests);
    tasks.close();
    stop.run_until_cancelled(tasks.wait()).await;

    let _ = timeout(grace, tasks.wait()).await;
    let aborted = tasks.len();
    Report {
        finished: accepted - aborted,
        aborted,
    }
}
