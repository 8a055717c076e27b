// Fails: a_panic_goes_on
// `while let Some(Ok(..))` ends at the first panic, as if all jobs had ended well.
use std::future::Future;
use tokio::task::JoinSet;

pub async fn run_all<F, T, E>(jobs: Vec<F>) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let mut tasks = JoinSet::new();
    for (place, job) in jobs.into_iter().enumerate() {
        tasks.spawn(async move { (place, job.await) });
    }
    let mut results = Vec::new();
    while let Some(Ok((place, result))) = tasks.join_next().await {
        match result {
            Ok(result) => results.push((place, result)),
            Err(error) => {
                tasks.shutdown().await;
                return Err(error);
            }
        }
    }
    results.sort_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}
