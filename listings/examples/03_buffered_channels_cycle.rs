//! Two threads send to each other through bounded channels. In the end, both wait in a send.

use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    let (links, to_fetch) = mpsc::sync_channel(1);
    let (pages, fetched) = mpsc::sync_channel(1);
    links.send(1).unwrap(); // the first page

    let fetcher = thread::spawn(move || {
        for link in to_fetch {
            pages.send(link).unwrap(); // waits for the parser ...
        }
    });

    // The parser receives a page and sends two links. There are seven pages in total.
    for page in fetched.iter().take(7) {
        println!("parsed page {page}");
        for link in [2 * page, 2 * page + 1] {
            if link <= 7 {
                links.send(link).unwrap(); // ... which waits for the fetcher
            }
        }
    }
    drop(links); // the fetcher's loop ends
    fetcher.join().unwrap();
}
// ANCHOR_END: main
