// Fails: each_page_is_fetched_once, as_many_as_allowed_at_once, an_error_stops_nobody, each_page_once
// A page is marked when it has been fetched, not when it is found. Until then, other pages can add it again.
use std::collections::{BTreeSet, VecDeque};
use tokio::task::JoinSet;

pub async fn crawl<F, W>(start: &str, at_once: usize, fetch: F) -> BTreeSet<String>
where
    F: Fn(String) -> W + Send + Sync + 'static,
    W: Future<Output = Result<Vec<String>, String>> + Send + 'static,
{
    let mut pages = BTreeSet::new();
    let mut waiting = VecDeque::from([start.to_owned()]);
    let mut fetches = JoinSet::new();
    loop {
        while fetches.len() < at_once
            && let Some(page) = waiting.pop_front()
        {
            let links = fetch(page.clone());
            fetches.spawn(async move { (page, links.await) });
        }
        let Some(fetched) = fetches.join_next().await else {
            return pages;
        };
        let (page, links) = fetched.expect("no fetch panics");
        let Ok(links) = links else { continue };
        pages.insert(page);
        for link in links {
            if !pages.contains(&link) {
                waiting.push_back(link);
            }
        }
    }
}
