use std::future::Future;
use std::panic::resume_unwind;
use tokio::task::JoinSet;

/// The results of all jobs in the order of the jobs, or the first error.
pub async fn run_all<F, T, E>(jobs: Vec<F>) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let mut results: Vec<Option<T>> = jobs.iter().map(|_| None).collect();
    let mut tasks = JoinSet::new();
    for (place, job) in jobs.into_iter().enumerate() {
        tasks.spawn(async move { (place, job.await) });
    }
    while let Some(ended) = tasks.join_next().await {
        match ended {
            Ok((place, Ok(result))) => results[place] = Some(result),
            Ok((_, Err(error))) => {
                tasks.shutdown().await;
                return Err(error);
            }
            Err(panic) => {
                tasks.shutdown().await;
                resume_unwind(panic.into_panic());
            }
        }
    }
    Ok(results.into_iter().flatten().collect())
}
