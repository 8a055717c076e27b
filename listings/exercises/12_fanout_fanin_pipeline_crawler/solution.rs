use std::collections::{BTreeSet, HashSet, VecDeque};
use tokio::task::JoinSet;

/// Fetches all pages that can be reached from `start`, and returns those that could be fetched.
pub async fn crawl<F, W>(start: &str, at_once: usize, fetch: F) -> BTreeSet<String>
where
    F: Fn(String) -> W + Send + Sync + 'static,
    W: Future<Output = Result<Vec<String>, String>> + Send + 'static,
{
    let mut pages = BTreeSet::new();
    let mut found = HashSet::from([start.to_owned()]); // each address once, as soon as it is found
    let mut waiting = VecDeque::from([start.to_owned()]);
    let mut fetches = JoinSet::new(); // aborts its tasks when it is dropped
    loop {
        while fetches.len() < at_once
            && let Some(page) = waiting.pop_front()
        {
            let links = fetch(page.clone());
            fetches.spawn(async move { (page, links.await) });
        }
        // Only when nothing waits and no fetch is running, no further page can be found.
        let Some(fetched) = fetches.join_next().await else {
            return pages;
        };
        let (page, links) = fetched.expect("no fetch panics");
        let Ok(links) = links else { continue };
        pages.insert(page);
        for link in links {
            if found.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
}
