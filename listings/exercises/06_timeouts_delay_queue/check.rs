use answer::DelayQueue;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

type Queue = Arc<DelayQueue<&'static str>>;

fn queue() -> Queue {
    Arc::new(DelayQueue::new())
}

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// Pops this many items, and returns each with the number of milliseconds after which it came.
fn popping(queue: &Queue, count: usize) -> JoinHandle<Vec<(u64, &'static str)>> {
    let (queue, start) = (queue.clone(), Instant::now());
    tokio::spawn(async move {
        let mut popped = Vec::new();
        for _ in 0..count {
            let item = queue.pop().await;
            popped.push((start.elapsed().as_millis() as u64, item));
        }
        popped
    })
}

const WHEN: &str = "what came after which milliseconds";

/// An item comes out when it is due, and neither earlier nor later.
pub async fn an_item_comes_when_it_is_due() {
    let queue = queue();
    queue.push("a", ms(25));
    assert_eq!(popping(&queue, 1).await.unwrap(), [(25, "a")], "{WHEN}");
    queue.push("b", ms(0));
    queue.push("c", ms(3_600_001));
    let popped = popping(&queue, 2).await.unwrap();
    assert_eq!(popped, [(0, "b"), (3_600_001, "c")], "{WHEN}");
}

/// Items come in the order in which they are due.
pub async fn the_order_is_that_of_the_due_times() {
    let queue = queue();
    for (item, delay) in [("c", 300), ("a", 100), ("d", 450), ("b", 200)] {
        queue.push(item, ms(delay));
    }
    let expected = [(100, "a"), (200, "b"), (300, "c"), (450, "d")];
    assert_eq!(popping(&queue, 4).await.unwrap(), expected, "{WHEN}");
}

/// Items that are due at the same instant come in the order of the pushes.
pub async fn equal_times_keep_their_order() {
    let queue = queue();
    let items = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    for item in items {
        queue.push(item, ms(100));
    }
    sleep(ms(40)).await;
    queue.push("m", ms(60));
    for item in items.into_iter().chain(["m"]) {
        assert_eq!(
            queue.pop().await,
            item,
            "pushed in the order of the alphabet"
        );
    }
}

/// `pop` waits for the first push.
pub async fn it_waits_for_a_push() {
    let queue = queue();
    let popped = popping(&queue, 2);
    sleep(ms(1000)).await;
    queue.push("a", ms(50));
    sleep(ms(1000)).await;
    queue.push("b", ms(0));
    let expected = [(1050, "a"), (2000, "b")];
    assert_eq!(popped.await.unwrap(), expected, "{WHEN}");
}

/// If an item is pushed later but is due earlier, it comes in time.
pub async fn a_later_push_may_be_due_earlier() {
    let queue = queue();
    queue.push("last", ms(1000));
    let popped = popping(&queue, 4);
    sleep(ms(100)).await;
    queue.push("second", ms(700));
    sleep(ms(100)).await;
    queue.push("first", ms(50));
    sleep(ms(300)).await;
    queue.push("at once", ms(0));
    let expected = [
        (250, "first"),
        (500, "at once"),
        (800, "second"),
        (1000, "last"),
    ];
    assert_eq!(popped.await.unwrap(), expected, "{WHEN}");
}

/// If `pop` is dropped, for example by a timeout, no item is lost.
pub async fn a_dropped_pop_loses_nothing() {
    let queue = queue();
    queue.push("a", ms(100));
    queue.push("b", ms(150));
    assert!(timeout(ms(30), queue.pop()).await.is_err(), "too early");
    assert!(timeout(ms(30), queue.pop()).await.is_err(), "too early");
    let popped = popping(&queue, 2).await.unwrap();
    assert_eq!(popped, [(40, "a"), (90, "b")], "{WHEN}");
}

/// Several tasks may wait, and each item goes to one of them when the item is due.
pub async fn several_may_wait() {
    let queue = queue();
    let waiting: Vec<_> = (0..3).map(|_| popping(&queue, 1)).collect();
    sleep(ms(100)).await;
    queue.push("c", ms(300));
    queue.push("b", ms(200));
    sleep(ms(100)).await;
    queue.push("a", ms(50));
    let mut all = Vec::new();
    for popped in waiting {
        all.extend(popped.await.unwrap());
    }
    all.sort();
    assert_eq!(all, [(250, "a"), (300, "b"), (400, "c")], "{WHEN}");
}

/// If a task that a push has woken is aborted, another task gets the item.
pub async fn another_one_gets_it() {
    for first in [true, false] {
        let queue = queue();
        let leaving = popping(&queue, 1);
        let staying = popping(&queue, 1);
        let (leaving, staying) = match first {
            true => (leaving, staying),
            false => (staying, leaving),
        };
        sleep(ms(100)).await;
        queue.push("a", ms(300));
        sleep(ms(100)).await;
        leaving.abort();
        assert_eq!(staying.await.unwrap(), [(400, "a")], "{WHEN}");
    }
}
