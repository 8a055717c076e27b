use answer::crawl;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// A page, the seconds that its fetch needs, and its links; without links if it cannot be fetched.
type Page = (&'static str, u64, Option<&'static [&'static str]>);

/// What the site has seen.
#[derive(Default)]
struct Visits {
    pages: Vec<String>,
    now: usize,
    most: usize,
}

/// Counts a fetch as long as it exists.
struct Visit(Arc<Mutex<Visits>>);

impl Drop for Visit {
    fn drop(&mut self) {
        self.0.lock().unwrap().now -= 1;
    }
}

#[derive(Clone)]
struct Site {
    pages: &'static [Page],
    visits: Arc<Mutex<Visits>>,
}

impl Site {
    fn new(pages: &'static [Page]) -> Self {
        let visits = Arc::default();
        Site { pages, visits }
    }

    async fn fetch(self, page: String) -> Result<Vec<String>, String> {
        let _visit = {
            let mut visits = self.visits.lock().unwrap();
            visits.now += 1;
            visits.most = visits.most.max(visits.now);
            visits.pages.push(page.clone());
            Visit(self.visits.clone())
        };
        let found = self.pages.iter().find(|(name, ..)| *name == page);
        let &(_, seconds, links) = found.unwrap_or_else(|| panic!("no page {page}"));
        sleep(Duration::from_secs(seconds)).await;
        let links = links.ok_or("cannot be fetched")?;
        Ok(links.iter().map(|&link| link.to_owned()).collect())
    }

    /// Crawls it from the page `/`. Returns the pages, and how many seconds it took.
    async fn crawl(&self, at_once: usize) -> (Vec<String>, u64) {
        let begin = Instant::now();
        let site = self.clone();
        let fetch = move |page| site.clone().fetch(page);
        let pages: BTreeSet<_> = crawl("/", at_once, fetch).await;
        (pages.into_iter().collect(), begin.elapsed().as_secs())
    }
}

/// A page without links is fetched, and pages that it links to, and so on.
pub async fn all_pages_are_fetched() {
    let site = Site::new(&[("/", 1, Some(&[]))]);
    assert_eq!(site.crawl(3).await.0, ["/"], "a site of one page");
    let site = Site::new(&[
        ("/", 1, Some(&["/a", "/b"])),
        ("/a", 1, Some(&["/c"])),
        ("/b", 1, Some(&[])),
        ("/c", 1, Some(&["/d"])),
        ("/d", 1, Some(&[])),
        ("/lost", 1, Some(&["/"])),
    ]);
    let (pages, seconds) = site.crawl(3).await;
    assert_eq!(pages, ["/", "/a", "/b", "/c", "/d"], "what can be reached");
    assert_eq!(seconds, 4, "/, /a, /c and /d come one after the other");
}

/// Each page is fetched once, although many pages link to it, and it to itself.
pub async fn each_page_is_fetched_once() {
    let site = Site::new(&[
        ("/", 1, Some(&["/a", "/b", "/a", "/", "/c"])),
        ("/a", 1, Some(&["/d", "/", "/d", "/a"])),
        ("/b", 2, Some(&["/d", "/c", "/b"])),
        ("/c", 1, Some(&["/d", "/a"])),
        ("/d", 5, Some(&["/", "/a", "/b", "/c", "/d"])),
    ]);
    for at_once in [1, 2, 10] {
        let (pages, _) = site.crawl(at_once).await;
        assert_eq!(pages, ["/", "/a", "/b", "/c", "/d"], "the pages");
        let mut visits = std::mem::take(&mut *site.visits.lock().unwrap());
        visits.pages.sort();
        assert_eq!(visits.pages, pages, "the fetches, {at_once} at once");
    }
}

const WIDE: &[Page] = &[
    ("/", 1, Some(&["/a", "/b", "/c", "/d", "/e", "/f"])),
    ("/a", 10, Some(&[])),
    ("/b", 10, Some(&["/a", "/c"])),
    ("/c", 10, Some(&[])),
    ("/d", 10, Some(&[])),
    ("/e", 10, Some(&["/f"])),
    ("/f", 10, Some(&[])),
];

/// As many pages as allowed are fetched at once, and never more.
pub async fn as_many_as_allowed_at_once() {
    for (at_once, seconds) in [(1, 61), (2, 31), (3, 21), (6, 11), (100, 11)] {
        let site = Site::new(WIDE);
        let (pages, took) = site.crawl(at_once).await;
        assert_eq!(pages.len(), 7, "pages, {at_once} at once");
        let most = site.visits.lock().unwrap().most;
        assert_eq!(most, at_once.min(6), "the most fetches at once");
        assert_eq!(took, seconds, "seconds, {at_once} at once");
    }
}

/// While a slow page is fetched, the crawl goes on with the pages that others link to.
pub async fn a_slow_page_stops_nobody() {
    let site = Site::new(&[
        ("/", 1, Some(&["/slow", "/a"])),
        ("/slow", 10, Some(&[])),
        ("/a", 1, Some(&["/b"])),
        ("/b", 1, Some(&["/c"])),
        ("/c", 1, Some(&[])),
    ]);
    let (pages, seconds) = site.crawl(2).await;
    assert_eq!(pages, ["/", "/a", "/b", "/c", "/slow"], "the pages");
    assert_eq!(seconds, 11, "/ and then /slow, with the others beside it");
}

/// A page that cannot be fetched is left out, and its place is free for the next page.
pub async fn an_error_stops_nobody() {
    let site = Site::new(&[
        ("/", 1, Some(&["/a", "/b", "/c", "/d"])),
        ("/a", 1, None),
        ("/b", 1, None),
        ("/c", 1, Some(&["/a", "/e"])),
        ("/d", 1, None),
        ("/e", 1, Some(&[])),
    ]);
    for (at_once, seconds) in [(1, 6), (2, 4)] {
        let (pages, took) = site.crawl(at_once).await;
        assert_eq!(pages, ["/", "/c", "/e"], "the pages, {at_once} at once");
        assert_eq!(took, seconds, "seconds, {at_once} at once");
        let visits = std::mem::take(&mut *site.visits.lock().unwrap());
        assert_eq!(visits.pages.len(), 6, "fetches, {at_once} at once");
    }
    let site = Site::new(&[("/", 1, None)]);
    assert!(site.crawl(2).await.0.is_empty(), "the first page fails");
}

/// A crawl that is dropped fetches no further page.
pub async fn a_dropped_crawl_stops() {
    let site = Site::new(WIDE);
    let crawled = timeout(Duration::from_secs(15), site.crawl(2)).await;
    assert!(crawled.is_err(), "the crawl needs 31 s");
    sleep(Duration::from_secs(60)).await;
    let visits = site.visits.lock().unwrap();
    assert_eq!(visits.pages.len(), 5, "fetches that were begun within 15 s");
    assert_eq!(visits.now, 0, "fetches that are still there");
}
