use answer::crawl;
use std::mem::forget;
use std::sync::Arc;

/// Two pages link to the same third one, which is fetched once.
pub async fn each_page_once() {
    let count = Arc::new(());
    let fetches = Arc::clone(&count);
    let fetch = move |page: String| {
        forget(Arc::downgrade(&fetches)); // counts the fetches without a step
        async move {
            let links: &[&str] = match page.as_str() {
                "/" => &["/a", "/b"],
                "/a" | "/b" => &["/c"],
                _ => &[],
            };
            Ok(links.iter().map(|&link| link.to_owned()).collect())
        }
    };
    let pages = crawl("/", 2, fetch).await;
    assert_eq!(pages.len(), 4, "/, /a, /b and /c");
    let fetches = Arc::weak_count(&count);
    assert_eq!(fetches, 4, "fetches of four pages");
}

/// It ends, although the last page cannot be fetched.
pub async fn it_ends_by_itself() {
    let fetch = async |page: String| match page.as_str() {
        "/" => Ok(vec!["/a".to_owned()]),
        _ => Err("cannot be fetched".to_owned()),
    };
    let pages = crawl("/", 2, fetch).await;
    assert_eq!(pages.len(), 1, "the page /");
}
