// Fails: a_dropped_job_is_stopped, a_clean_up_is_not_interrupted
// The task of the work is aborted, so the clean-up has to run in `stop`. Nobody calls it when the job is dropped, or when `stop` is.
use std::pin::Pin;
use tokio::task::JoinSet;

pub struct Job<T> {
    /// Aborts the work when it is dropped.
    task: JoinSet<T>,
    clean_up: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl<T: Send + 'static> Job<T> {
    pub fn start<W, C>(work: W, clean_up: C) -> Self
    where
        W: Future<Output = T> + Send + 'static,
        C: Future<Output = ()> + Send + 'static,
    {
        let mut task = JoinSet::new();
        task.spawn(work);
        Job {
            task,
            clean_up: Box::pin(clean_up),
        }
    }

    pub async fn stop(mut self) -> Option<T> {
        self.task.abort_all();
        match self.task.join_next().await? {
            Ok(result) => Some(result),
            Err(_) => {
                self.clean_up.await;
                None
            }
        }
    }
}
