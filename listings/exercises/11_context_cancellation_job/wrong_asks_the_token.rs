// Fails: either_a_result_or_a_clean_up
// It asks the token whether the work was stopped. The work may have ended just before, and then it is cleaned up as well.
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

pub struct Job<T> {
    task: JoinHandle<Option<T>>,
    /// Stops the work when the job is dropped.
    guard: DropGuard,
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
            let result = told.run_until_cancelled(work).await;
            if told.is_cancelled() {
                clean_up.await;
            }
            result
        });
        let guard = stop.drop_guard();
        Job { task, guard }
    }

    pub async fn stop(self) -> Option<T> {
        drop(self.guard);
        self.task.await.expect("the work has not panicked")
    }
}
