use answer::{Ask, prices};
use std::panic::resume_unwind;
use std::sync::{Arc, Barrier, mpsc};
use tokio::sync::oneshot;

/// While a shop is asked, the other tasks of the runtime go on.
pub async fn other_tasks_run() {
    let (asked, is_asked) = oneshot::channel();
    let (open, opened) = mpsc::channel();
    tokio::spawn(async move {
        is_asked.await.unwrap();
        open.send(()).unwrap();
    });
    let ask: Ask = Box::new(move || {
        asked.send(()).unwrap();
        opened.recv().unwrap(); // blocks until the other task has run
        7
    });
    assert_eq!(prices(vec![ask]).await, [Some(7)]);
}

/// All shops are asked at the same time.
pub async fn all_at_once() {
    let all_asked = Arc::new(Barrier::new(40));
    let ask = |price: u32| -> Ask {
        let all_asked = all_asked.clone();
        Box::new(move || {
            all_asked.wait(); // blocks until all shops have been asked
            price
        })
    };
    let mut found = prices((0..40).map(ask).collect()).await;
    found.sort();
    let expected: Vec<_> = (0..40).map(Some).collect();
    assert_eq!(found, expected);
}

/// The prices have the order of the shops, even if the first shop is the last one to answer.
pub async fn order_is_kept() {
    let mut shops: Vec<Ask> = Vec::new();
    let mut behind = None;
    for price in [6, 5, 4, 3, 2, 1] {
        let (answers, answered) = mpsc::channel();
        let waits_for = behind.replace(answered);
        shops.push(Box::new(move || {
            // Each shop waits for the shop behind it.
            waits_for.inspect(|answered| answered.recv().unwrap());
            answers.send(()).unwrap();
            price
        }));
    }
    shops.reverse();
    let found: Vec<u32> = prices(shops).await.into_iter().flatten().collect();
    assert_eq!(found, [1, 2, 3, 4, 5, 6]);
}

/// If one call panics, its shop has no price, and the others have theirs.
pub async fn the_others_have_prices() {
    let shops: Vec<Ask> = vec![
        Box::new(|| 1),
        Box::new(|| resume_unwind(Box::new("no answer"))),
        Box::new(|| 3),
    ];
    let found = prices(shops).await;
    assert_eq!(found.len(), 3, "there are three shops: {found:?}");
    let sum: u32 = found.into_iter().flatten().sum();
    assert_eq!(sum, 1 + 3, "two shops have answered");
}
