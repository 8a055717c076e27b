// Fails: the_first_error_wins, a_panic_goes_on, a_dropped_call_stops_its_jobs, the_other_has_ended
// A handle gives `Ok(Err(..))` if its job fails, which is no error for `try_join_all`, so `run_all` waits for all jobs.
use futures::future::try_join_all;
use std::future::Future;

pub async fn run_all<F, T, E>(jobs: Vec<F>) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let results = try_join_all(jobs.into_iter().map(tokio::spawn)).await;
    results.unwrap().into_iter().collect()
}
