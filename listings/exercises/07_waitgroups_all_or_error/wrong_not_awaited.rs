// Fails: no_job_is_left, a_panic_goes_on, the_other_has_ended
// Dropping the set aborts the other tasks, but nobody waits until they have ended.
use std::future::Future;
use std::panic::resume_unwind;
use tokio::task::JoinSet;

pub async fn run_all<F, T, E>(jobs: Vec<F>) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let mut tasks = JoinSet::new();
    for (place, job) in jobs.into_iter().enumerate() {
        tasks.spawn(async move { job.await.map(|result| (place, result)) });
    }
    let mut results = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        match ended {
            Ok(result) => results.push(result?),
            Err(panic) => resume_unwind(panic.into_panic()),
        }
    }
    results.sort_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}
