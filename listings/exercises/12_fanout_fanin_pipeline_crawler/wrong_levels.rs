// Fails: a_slow_page_stops_nobody
// It goes level by level: one slow page holds up all pages of the next level.
use futures::{StreamExt, stream};
use std::collections::{BTreeSet, HashSet};

pub async fn crawl<F, W>(start: &str, at_once: usize, fetch: F) -> BTreeSet<String>
where
    F: Fn(String) -> W + Send + Sync + 'static,
    W: Future<Output = Result<Vec<String>, String>> + Send + 'static,
{
    let mut pages = BTreeSet::new();
    let mut found = HashSet::from([start.to_owned()]);
    let mut level = vec![start.to_owned()];
    while !level.is_empty() {
        let fetches = stream::iter(level).map(|page| {
            let links = fetch(page.clone());
            async move { (page, links.await) }
        });
        let fetched: Vec<_> = fetches.buffer_unordered(at_once).collect().await;
        level = Vec::new();
        for (page, links) in fetched {
            let Ok(links) = links else { continue };
            pages.insert(page);
            level.extend(links.into_iter().filter(|link| found.insert(link.clone())));
        }
    }
    pages
}
