// Fails: the_clean_up_gets_what_the_work_held
// `select!` borrows the pinned work, so the work still exists during the clean-up and keeps all that it holds.
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
            let mut work = Box::pin(work);
            tokio::select! {
                result = &mut work => Some(result),
                () = told.cancelled() => {
                    clean_up.await;
                    None
                }
            }
        });
        let guard = stop.drop_guard();
        Job { task, guard }
    }

    pub async fn stop(self) -> Option<T> {
        drop(self.guard);
        self.task.await.expect("the work has not panicked")
    }
}
