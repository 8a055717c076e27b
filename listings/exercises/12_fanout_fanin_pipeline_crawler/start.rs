use std::collections::BTreeSet;

/// Fetches all pages that can be reached from `start`, and returns those that could be fetched.
pub async fn crawl<F, W>(start: &str, at_once: usize, fetch: F) -> BTreeSet<String>
where
    F: Fn(String) -> W + Send + Sync + 'static,
    W: Future<Output = Result<Vec<String>, String>> + Send + 'static,
{
    todo!()
}
