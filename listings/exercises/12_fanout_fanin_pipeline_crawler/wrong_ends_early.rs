// Fails: all_pages_are_fetched, each_page_is_fetched_once, as_many_as_allowed_at_once, a_slow_page_stops_nobody, an_error_stops_nobody, a_dropped_crawl_stops, each_page_once
// It ends when no page is waiting. But the fetches that are still running may find more pages.
use std::collections::{BTreeSet, HashSet, VecDeque};
use tokio::task::JoinSet;

pub async fn crawl<F, W>(start: &str, at_once: usize, fetch: F) -> BTreeSet<String>
where
    F: Fn(String) -> W + Send + Sync + 'static,
    W: Future<Output = Result<Vec<String>, String>> + Send + 'static,
{
    let mut pages = BTreeSet::new();
    let mut found = HashSet::from([start.to_owned()]);
    let mut waiting = VecDeque::from([start.to_owned()]);
    let mut fetches = JoinSet::new();
    while let Some(page) = waiting.pop_front() {
        let links = fetch(page.clone());
        fetches.spawn(async move { (page, links.await) });
        if fetches.len() == at_once
            && let Some(Ok((page, Ok(links)))) = fetches.join_next().await
        {
            pages.insert(page);
            for link in links {
                if found.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
        }
    }
    while let Some(fetched) = fetches.join_next().await {
        if let Ok((page, Ok(_))) = fetched {
            pages.insert(page);
        }
    }
    pages
}
