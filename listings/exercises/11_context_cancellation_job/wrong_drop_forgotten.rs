// Fails: a_dropped_job_is_stopped
// Only `stop` cancels the token. When the job is dropped, its task is detached, and the work goes on.
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub struct Job<T> {
    task: JoinHandle<Option<T>>,
    stop: CancellationToken,
}

impl<T: Send + 'static> Job<T> {
    pub fn start<W, C>(work: W, clean_up: C) -> Self
    where
        W: Future<Output = T> + Send + 'static,
        C: Future<Output = ()> + Send + 'static,
    {
        let stop = CancellationToken::new();
        let told = stop.clone();
        let task = tokio::spawn(async move {
            // It is the result that decides, not the token: the work may end while it is being stopped.
            let result = told.run_until_cancelled_owned(work).await;
            if result.is_none() {
                clean_up.await; // the work has been dropped already
            }
            result
        });
        Job { task, stop }
    }

    pub async fn stop(self) -> Option<T> {
        self.stop.cancel();
        self.task.await.expect("the work has not panicked")
    }
}
