// Fails: the_first_error_wins, no_job_is_left, a_panic_goes_on, a_dropped_call_stops_its_jobs, the_other_has_ended
// `run_all` awaits the handles in their order, so it notices an error late, and then it detaches the tasks that are left.
use std::future::Future;

pub async fn run_all<F, T, E>(jobs: Vec<F>) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let tasks: Vec<_> = jobs.into_iter().map(tokio::spawn).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap()?);
    }
    Ok(results)
}
