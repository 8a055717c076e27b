//! The parser never waits in a send: a link that does not fit stays on its own list.

use std::collections::VecDeque;
use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (links, to_fetch) = mpsc::sync_channel(1);
    let (pages, fetched) = mpsc::sync_channel(1);
    let mut todo = VecDeque::from([1]); // the first page
    let mut on_the_way = 0; // links sent, pages not yet received

    let fetcher = thread::spawn(move || {
        for link in to_fetch {
            pages.send(link).unwrap();
        }
    });

    while on_the_way > 0 || !todo.is_empty() {
        while let Some(&link) = todo.front() {
            if links.try_send(link).is_err() {
                break; // full: the fetcher has work to do
            }
            todo.pop_front();
            on_the_way += 1;
        }
        let page = fetched.recv().unwrap(); // the parser waits only here
        on_the_way -= 1;
        println!("parsed page {page}");
        for link in [2 * page, 2 * page + 1] {
            if link <= 7 {
                todo.push_back(link);
            }
        }
    }
    drop(links); // the fetcher's loop ends
    fetcher.join().unwrap();
}
// ANCHOR_END: main
