// Fails: all_pages_are_fetched, each_page_is_fetched_once, as_many_as_allowed_at_once, a_slow_page_stops_nobody, an_error_stops_nobody, each_page_once, it_ends_by_itself
// The loop needs a sender for the next fetches, so the channel never closes, and the loop waits for another page after the last one.
use std::collections::{BTreeSet, HashSet, VecDeque};
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::JoinSet;

pub async fn crawl<F, W>(start: &str, at_once: usize, fetch: F) -> BTreeSet<String>
where
    F: Fn(String) -> W + Send + Sync + 'static,
    W: Future<Output = Result<Vec<String>, String>> + Send + 'static,
{
    let mut pages = BTreeSet::new();
    let mut found = HashSet::from([start.to_owned()]);
    let mut waiting = VecDeque::from([start.to_owned()]);
    let (sender, mut fetched) = unbounded_channel();
    let (mut fetches, mut running) = (JoinSet::new(), 0);
    loop {
        while running < at_once
            && let Some(page) = waiting.pop_front()
        {
            let (links, sender) = (fetch(page.clone()), sender.clone());
            fetches.spawn(async move { sender.send((page, links.await)) });
            running += 1;
        }
        let Some((page, links)) = fetched.recv().await else {
            return pages;
        };
        running -= 1;
        let Ok(links) = links else { continue };
        pages.insert(page);
        for link in links {
            if found.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
}
